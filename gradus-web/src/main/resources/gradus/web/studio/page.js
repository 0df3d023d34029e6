// What all views share: elements, questions to the server, formulas, small words.

let csrf = "";

/** An element with attributes, listeners (on…) and children. */
export function h(tag, attributes = {}, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

/** The same in SVG. */
export function s(tag, attributes = {}, ...children) {
  return fill(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes, children);
}

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "value") element.value = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat(3).filter((child) => child !== null && child !== undefined && child !== ""));
  return element;
}

/** Puts other children into an element. */
export function put(element, ...children) {
  element.replaceChildren(...children.flat(3).filter((child) => child !== null && child !== undefined));
}

async function answer(response) {
  const body = await response.json().catch(() => ({ error: `The studio answered ${response.status}.` }));
  if (!response.ok) throw new Error(body.error ?? `The studio answered ${response.status}.`);
  return body;
}

export async function get(address) {
  return answer(await fetch(address, { credentials: "same-origin" }));
}

export async function ask(address, question) {
  if (!csrf) csrf = (await get("/api/session")).csrf;
  return answer(
    await fetch(address, {
      method: "POST",
      credentials: "same-origin",
      headers: { "Content-Type": "application/json", "X-Gradus-Csrf": csrf },
      body: JSON.stringify(question),
    }),
  );
}

/** Tells a screen reader. */
export function say(text) {
  document.getElementById("status").textContent = text;
}

/** What went wrong, as an element. */
export function trouble(failure) {
  return h("p", { class: "error", role: "alert" }, String(failure.message ?? failure));
}

const turns = new WeakMap();

/** Works while `place` says so; what fails is shown there. The work is told whether it is still wanted: whether none began there after it. */
export async function working(place, words, work) {
  const turn = {};
  turns.set(place, turn);
  const wanted = () => turns.get(place) === turn;
  put(place, h("p", { class: "busy" }, words));
  place.setAttribute("aria-busy", "true");
  try {
    await work(wanted);
  } catch (failure) {
    if (wanted()) put(place, trouble(failure));
  } finally {
    if (wanted()) place.removeAttribute("aria-busy");
  }
}

const MATHML = "http://www.w3.org/1998/Math/MathML";

/** Formulas of the server as MathML: only elements of MathML, and none of their attributes that could act. */
export function formula(...pieces) {
  const xml = `<math xmlns="${MATHML}"><mrow>${pieces.join("")}</mrow></math>`;
  const parsed = new DOMParser().parseFromString(xml, "application/xml").documentElement;
  const safe = copied(parsed) ?? document.createElementNS(MATHML, "math");
  safe.setAttribute("displaystyle", "true");
  return h("div", { class: "formula", tabindex: "0", role: "group", "aria-label": "formula" }, safe);
}

const KEPT = new Set(["mathvariant", "stretchy", "displaystyle", "accent", "fence", "separator", "lspace", "rspace", "linethickness", "columnalign", "largeop", "movablelimits", "form", "symmetric", "minsize", "maxsize", "width"]);

function copied(node) {
  if (node.namespaceURI !== MATHML) return null;
  const copy = document.createElementNS(MATHML, node.localName);
  for (const { name, value } of node.attributes) if (KEPT.has(name)) copy.setAttribute(name, value);
  for (const child of node.childNodes) {
    if (child.nodeType === Node.TEXT_NODE) copy.append(child.data);
    else if (child.nodeType === Node.ELEMENT_NODE) copy.append(copied(child) ?? "");
  }
  return copy;
}

export const OPERATOR = (sign) => `<mo>${sign}</mo>`;

export function number(value, digits = 4) {
  const x = typeof value === "string" ? Number(value) : value;
  if (!Number.isFinite(x)) return String(value);
  return x === 0 ? "0" : Math.abs(x) >= 1e5 || Math.abs(x) < 1e-3 ? x.toExponential(digits - 2) : String(Number(x.toPrecision(digits)));
}

export const count = (n) => Number(n).toLocaleString("en").replaceAll(",", "\u202f");

export function duration(seconds) {
  return seconds < 60 ? `${number(seconds, 3)} s` : `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}

/** A labelled control. */
export function field(label, control, wide = false) {
  control.id ||= "f-" + label.toLowerCase().replace(/[^a-z]+/g, "-");
  return h("div", { class: wide ? "field wide" : "field" }, h("label", { for: control.id }, label), control);
}

/** A select with choices [value, words] or words. */
export function select(choices, chosen, attributes = {}) {
  const list = h("select", attributes, choices.map((choice) => {
    const [value, words] = Array.isArray(choice) ? choice : [choice, choice];
    return h("option", { value }, words);
  }));
  if (chosen !== undefined && choices.some((choice) => (Array.isArray(choice) ? choice[0] : choice) === chosen)) list.value = chosen;
  return list;
}

export function title(name, lead) {
  return [h("h1", {}, name), h("p", { class: "lead" }, lead)];
}

/** A colour of the page's palette as it is now. */
export function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}
