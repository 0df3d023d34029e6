import { ask, h, put, say, title, trouble, working } from "/page.js";
import { networkPicker } from "/pickers.js";

export function show(place, query) {
  const rest = h("div", {});
  const found = h("section", { "aria-label": "Findings", "aria-live": "polite" });
  put(place, title("Lint", "Probable mistakes in a network: what is wrong, why, what it costs, how to mend it. A run is looked at on its data too."), rest, found);
  networkPicker(load, query).then((picker) => {
    const written = h("button", { type: "button", class: "plain", onclick: () => picker.write(FAULTY) }, "Try a faulty network");
    put(rest, h("div", { class: "card" }, picker.element, h("div", { class: "chips" }, written)));
    let last = null;
    repair = (text) => picker.write(text);
    load(picker.question());
    return last;
  }).catch((failure) => put(rest, trouble(failure)));
  let repair = () => {};

  async function load(question) {
    await working(found, "Looking …", async (wanted) => {
      const told = await ask("/api/lint", question);
      if (!wanted()) return;
      const n = told.findings.length;
      put(found,
        n === 0 ? h("p", { class: "card" }, h("span", { class: "good" }, "Nothing found: "), `${told.rules} rules were tried.`)
          : h("div", { class: "row middle" }, h("h2", {}, n === 1 ? "1 finding" : `${n} findings`),
            told.repaired ? h("button", { type: "button", onclick: () => repair(told.repaired) }, "Repair all that a program can") : null),
        told.findings.map((finding) => card(finding)));
      say(n === 0 ? "Nothing found" : `${n} found`);
    });
  }

  function card(finding) {
    return h("article", { class: "card finding" },
      h("h3", {}, h("span", { class: "warn" }, `${finding.where}: `), finding.what),
      h("dl", { class: "facts" },
        h("dt", {}, "rule"), h("dd", { class: "mono" }, finding.rule),
        h("dt", {}, "why"), h("dd", {}, finding.why),
        h("dt", {}, "cost"), h("dd", {}, finding.cost),
        h("dt", {}, "repair"), h("dd", {}, finding.repair)),
      finding.repaired ? h("div", { class: "chips" }, h("button", { type: "button", class: "plain", onclick: () => repair(finding.repaired) }, "Repair this")) : null);
  }
}

const FAULTY = `input: [1, 28, 28]
layers:
  - conv2d: {outputs: 8, kernel: 5, padding: same}
  - batchNorm
  - relu
  - relu
  - maxPool2d: 2
  - flatten
  - linear: 64
  - linear: 10
  - softmax
`;
