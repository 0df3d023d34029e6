import { OPERATOR, ask, field, formula, h, put, say, select, title, trouble, working } from "/page.js";
import { networkPicker } from "/pickers.js";

const LOSSES = [["", "the one that suits"], "softmax", "sigmoid", "squared", "absolute", "huber", "focal", "hinge"];

export function show(place, query) {
  const rest = h("div", {});
  const lines = h("section", { "aria-label": "Derivation", id: "derivation" });
  const of = select([["", "L, the loss"]], "", { onchange: load });
  const wrt = select([["", "all parameters and the logits"]], "", { onchange: load });
  const loss = select(LOSSES, "", { onchange: load });
  put(place, title("Derivation", "The gradient of a loss, or the Jacobian of any activation, step by step: each rule by its name, each line held against the engine."), rest, lines);
  let network = null;
  networkPicker((question) => { network = question; of.value = ""; wrt.value = ""; load(); }, query, "mlp").then((picker) => {
    put(rest, h("div", { class: "card" }, picker.element, h("div", { class: "grid" }, field("Of", of), field("With respect to", wrt), field("Loss", loss))));
    network = picker.question();
    load();
  }).catch((failure) => put(rest, trouble(failure)));

  async function load() {
    await working(lines, "Deriving …", async (wanted) => {
      const told = await ask("/api/derivation", { network, loss: loss.value, of: of.value, wrt: wrt.value });
      if (!wanted()) return;
      offer(of, [["", "L, the loss"], ...told.values.filter((name) => !told.inputs.includes(name)).map((name) => [name, name])]);
      offer(wrt, [["", "all parameters and the logits"], ...[...told.parameters, ...told.values].map((name) => [name, name])]);
      put(lines, h("h2", {}, told.title), h("ul", { class: "small soft" }, told.words.map((word) => h("li", {}, word))),
        part("Backward", told.backward, true), part("Forward", told.forward, false));
      say("The derivation is shown.");
    });
  }
}

function offer(list, choices) {
  const value = list.value;
  list.replaceChildren(...choices.map(([name, words]) => h("option", { value: name }, words)));
  list.value = choices.some(([name]) => name === value) ? value : "";
}

function part(name, sections, open) {
  return [h("h2", {}, name), sections.map((section, i) => h("details", { open: open && i < 3 }, h("summary", {}, section.title), section.lines.map(line)))];
}

function line({ rule, left, right, shape, remark }) {
  const differs = remark.includes("THE ENGINE");
  return h("div", { class: "line" }, formula(left, OPERATOR("="), right),
    h("p", { class: "small soft" }, [rule, shape].filter(Boolean).join(" · "), remark ? [" · ", h("span", { class: differs ? "bad" : "good" }, remark)] : null));
}
