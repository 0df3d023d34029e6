import { ask, field, get, h, number, put, say, select, title, trouble } from "/page.js";
import { follow, grouped, plot } from "/plot.js";
import { STARTER } from "/pickers.js";

export function show(place) {
  const form = h("div", {});
  const state = h("section", { class: "card", "aria-label": "Progress" });
  const curve = plot("Loss of each step");
  const problem = h("div", {});
  put(place, title("Train", "Start a training here, watch it, stop it. It is recorded like any other, and a stopped one goes on from its last checkpoint to the same bits."), form, problem, state, h("div", { class: "card" }, h("h2", {}, "Loss"), curve.element));
  curve.set([]);
  let followed = "";
  let stop = () => {};
  const source = new EventSource("/api/training/events");
  const button = h("button", { type: "submit", id: "start" }, "Start");
  const halt = h("button", { type: "button", class: "plain", id: "stop", disabled: true, onclick: () => act("/api/training/stop", {}) }, "Stop");
  const words = h("p", { id: "progress-words" }, "Nothing is being trained.");
  const bar = h("progress", { max: "1", value: "0", "aria-label": "Progress of the training" });
  const links = h("div", {});
  let phase = "";
  put(state, words, bar, h("div", { class: "chips" }, halt), links);
  build().catch((failure) => put(form, trouble(failure)));
  source.onmessage = ({ data }) => update(JSON.parse(data));

  async function build() {
    const models = await get("/api/models");
    const network = select([...models.builtIn.filter((name) => name !== "question4"), ["yaml", "your own YAML …"]], "lenet", { onchange: () => { own.hidden = network.value !== "yaml"; rename(); } });
    const yaml = h("textarea", { id: "own-yaml", rows: "9", spellcheck: "false", value: STARTER });
    const own = h("div", { class: "field", hidden: true }, h("label", { for: "own-yaml" }, "Network in YAML"), yaml);
    const seen = new Set(["digits"]);
    const data = select([["digits", "digits (built in)"], ...models.runs.filter((run) => !seen.has(run.data) && seen.add(run.data)).map((run) => [run.id, `${run.data.split("/").pop()} (as run ${run.name})`])], "digits", { onchange: rename });
    const optimiser = select(["adam", "adamw", "sgd", "rmsprop", "adagrad"], "adam");
    const rate = h("input", { type: "number", step: "any", min: "0", value: "0.002" });
    const epochs = h("input", { type: "number", min: "1", max: "1000", value: "3" });
    const batch = h("input", { type: "number", min: "1", max: "4096", value: "64" });
    const seed = h("input", { type: "number", value: "1" });
    const name = h("input", { value: "lenet-digits", autocomplete: "off", pattern: "[a-z0-9][a-z0-9\\-]{0,39}" });
    put(form, h("form", { class: "card", onsubmit: (event) => {
      event.preventDefault();
      act("/api/training", { name: name.value, network: { run: "", builtIn: network.value === "yaml" ? "" : network.value, yaml: network.value === "yaml" ? yaml.value : "", input: "" }, data: data.value, optimiser: optimiser.value, learningRate: Number(rate.value), epochs: Number(epochs.value), batch: Number(batch.value), seed: Number(seed.value) });
    } }, h("div", { class: "grid tight" }, field("Network", network), field("Data", data), field("Optimiser", optimiser), field("Learning rate", rate), field("Epochs", epochs), field("Batch", batch), field("Seed", seed), field("Name of the run", name)), own, h("p", { class: "small soft after" }, "An earlier run of that name is moved aside."), button));

    function rename() {
      name.value = `${network.value}-${data.value === "digits" ? "digits" : "again"}`;
    }
  }

  async function act(address, question) {
    put(problem);
    try {
      update(await ask(address, question));
    } catch (failure) {
      put(problem, trouble(failure));
    }
  }

  function update(now) {
    const active = ["preparing", "training", "stopping"].includes(now.phase);
    button.disabled = active;
    halt.disabled = !active || now.phase === "stopping";
    words.textContent = sentence(now);
    bar.value = now.phase === "finished" ? 1 : now.epochs ? (now.epoch - 1 + now.examples / now.total) / now.epochs : 0;
    if (now.phase !== phase) {
      phase = now.phase;
      say(sentence(now));
      put(links, now.run ? h("a", { href: `#/runs?id=${now.run}` }, "The run and all its curves") : null,
        phase === "stopped" ? h("p", {}, h("button", { type: "button", class: "plain", id: "resume", onclick: () => act("/api/training/resume", { run: now.run, truth: 0, said: 0 }) }, "Go on")) : null);
    }
    if (active && now.run && `${now.run}` !== followed) {
      stop();
      followed = now.run;
      waitFor(now.run);
    }
    if (!active) followed = "";
  }

  /** The store learns of a run a moment after it began. */
  async function waitFor(run) {
    for (let i = 0; i < 40 && followed === run; i++) {
      if ((await get("/api/runs")).some(({ id }) => id === run)) {
        stop = follow(run, (metrics) => curve.set(grouped(metrics).get("loss") ?? []));
        return;
      }
      await new Promise((later) => setTimeout(later, 250));
    }
  }

  function sentence(now) {
    const at = now.epochs ? `epoch ${now.epoch} of ${now.epochs}, loss ${number(now.loss)}` : "";
    switch (now.phase) {
      case "idle": return "Nothing is being trained.";
      case "preparing": return `Preparing “${now.name}” …`;
      case "training": return `Training “${now.name}”${at ? `: ${at}` : " …"}`;
      case "stopping": return `Stopping “${now.name}” …`;
      case "stopped": return `“${now.name}”: ${now.message}`;
      case "finished": return `“${now.name}” is finished: ${at}.`;
      default: return `“${now.name}” failed: ${now.message}`;
    }
  }
  return () => { source.close(); stop(); curve.close(); };
}
