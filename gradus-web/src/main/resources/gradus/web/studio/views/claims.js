import { OPERATOR, ask, formula, h, put, say, title, working } from "/page.js";

const EXAMPLES = [
  "d/da softplus(a) = sigmoid(a)",
  "d softmax(x)[i] / d x[j] = softmax(x)[i]*(delta(i,j) - softmax(x)[j])",
  "sigmoid(-a) = 1 - sigmoid(a)",
  "d/da sigmoid(a) = sigmoid(a)",
  "tanh(a) = 2*sigmoid(2*a) - 1",
  "softplus is convex",
];

const WORDS = {
  PROVED: ["Proved", "good", "It holds for all values and sizes. Each line below was replayed by a checker that shares with the prover only the definitions of functions and the rules of derivatives."],
  PROVED_FOR: ["Proved for some sizes", "good", ""],
  REFUTED: ["Refuted", "bad", "Here is a point at which it fails, in exact numbers or in intervals that do not meet."],
  CHECKED: ["Agrees, not proved", "warn", ""],
  UNDECIDED: ["Undecided", "warn", ""],
  NOT_UNDERSTOOD: ["Not understood", "warn", ""],
};

export function show(place, query) {
  const box = h("textarea", { id: "claim", rows: "2", spellcheck: "false", autocomplete: "off", "aria-describedby": "claim-help", maxlength: "2000", value: query.get("claim") ?? EXAMPLES[0] });
  const answer = h("section", { "aria-label": "Answer", "aria-live": "polite" });
  const button = h("button", { type: "submit" }, "Decide");
  const form = h("form", { class: "card", onsubmit: decide },
    h("div", { class: "field" }, h("label", { for: "claim" }, "A claim about formulas, derivatives, softmax, convolutions"), box),
    h("p", { class: "small soft", id: "claim-help" }, "Plain text, Unicode or LaTeX. Ctrl+Enter decides."),
    h("div", { class: "chips", role: "group", "aria-label": "Examples" }, EXAMPLES.map((text) => h("button", { type: "button", class: "chip", onclick: () => { box.value = text; decide(); } }, text))),
    button);
  box.addEventListener("keydown", (event) => { if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) decide(event); });
  put(place, title("Claims", "Type a claim: it is proved step by step, or refuted with numbers."), form, answer);

  async function decide(event) {
    event?.preventDefault();
    button.disabled = true;
    await working(answer, "Deciding …", async (wanted) => {
      const told = await ask("/api/claim", { claim: box.value });
      if (!wanted()) return;
      put(answer, verdict(told));
      say(WORDS[told.verdict][0]);
    });
    button.disabled = false;
  }
  if (query.get("claim")) decide();
}

function verdict(told) {
  const [word, tone, words] = WORDS[told.verdict];
  return [
    h("div", { class: "card" },
      h("p", { class: `verdict ${tone}`, id: "verdict" }, word),
      h("p", { class: "soft small" }, told.millis === undefined ? "" : `${told.stepCount ? `${told.stepCount} ${told.stepCount === 1 ? "step" : "steps"}, ` : ""}${told.millis} ms`),
      words ? h("p", {}, words) : null,
      told.because ? h("p", {}, told.because) : null,
      told.pointed ? h("pre", { tabindex: "0" }, told.pointed) : null,
      told.vacuous ? h("p", { class: "warn" }, "No values were found that satisfy what is assumed and define both sides.") : null,
      told.counterexample ? counterexample(told.counterexample) : null,
      told.understood ? h("details", {}, h("summary", {}, "How it was understood"), h("pre", { tabindex: "0" }, told.understood.join("\n"))) : null),
    told.steps?.length ? [h("h2", {}, "The proof"), h("ol", { class: "steps card" }, told.steps.map(step)),
      told.stepCount > told.steps.length ? h("p", { class: "soft" }, `… and ${told.stepCount - told.steps.length} more; gradus prove --steps shows all.`) : null] : null,
  ];
}

function step({ rule, before, after }) {
  return h("li", {}, h("span", { class: "small soft" }, rule), after ? formula(before, OPERATOR("→"), after) : formula(before));
}

function counterexample({ values, left, right }) {
  return h("dl", { class: "facts" },
    values.map(({ name, value }) => [h("dt", {}, name), h("dd", { class: "mono" }, value)]),
    h("dt", {}, "left side"), h("dd", { class: "mono" }, left),
    h("dt", {}, "right side"), h("dd", { class: "mono" }, right));
}
