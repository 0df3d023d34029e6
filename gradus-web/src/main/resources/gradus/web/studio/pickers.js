// Choosing a network or a trained run, as several views do.
import { field, get, h, select } from "/page.js";

export const STARTER = `input: [1, 28, 28]
layers:
  - conv2d: {outputs: 8, kernel: 5, padding: same}
  - relu
  - maxPool2d: 2
  - flatten
  - linear: 10
`;

/** A choice of network: built in, of a run, or written here; `changed` hears of each choice. */
export async function networkPicker(changed, query, usual = "lenet") {
  const models = await get("/api/models");
  const wanted = query.get("run") ? `run:${query.get("run")}` : query.get("network") ?? usual;
  const list = select(
    [...models.builtIn.map((name) => [name, name]), ...models.runs.map((run) => [`run:${run.id}`, `${run.name} (run, ${run.network})`]), ["yaml", "your own YAML …"]],
    wanted, { id: "network", onchange: choose });
  const yaml = h("textarea", { id: "yaml", rows: "11", spellcheck: "false", value: STARTER });
  const use = h("button", { type: "button", class: "plain", onclick: () => changed(question()) }, "Use this network");
  const own = h("div", { class: "field", hidden: true }, h("label", { for: "yaml" }, "Network in YAML"), yaml, h("div", {}, use));

  function question() {
    const value = list.value;
    if (value === "yaml") return { run: "", builtIn: "", yaml: yaml.value, input: "" };
    if (value.startsWith("run:")) return { run: value.slice(4), builtIn: "", yaml: "", input: "" };
    return { run: "", builtIn: value, yaml: "", input: "" };
  }

  function choose() {
    own.hidden = list.value !== "yaml";
    if (own.hidden) changed(question());
  }

  function write(text) {
    list.value = "yaml";
    yaml.value = text;
    choose();
    changed(question());
  }
  return { element: h("div", { class: "grid" }, field("Network", list), own), question, write };
}

/** A choice of trained run, those first that `fits` says; null where there is none. */
export async function runPicker(changed, query, fits = () => true) {
  const { runs } = await get("/api/models");
  const fitting = runs.filter(fits);
  if (!fitting.length) return null;
  const list = select(fitting.map((run) => [run.id, `${run.name} (${run.network} on ${run.data.split("/").pop()})`]), query.get("run") ?? undefined, { id: "run", onchange: () => changed(list.value) });
  return { element: field("Run", list), value: () => list.value };
}

export function noRuns(words) {
  return h("div", { class: "card empty" }, h("p", {}, words), h("a", { href: "#/train" }, "Train a network"));
}
