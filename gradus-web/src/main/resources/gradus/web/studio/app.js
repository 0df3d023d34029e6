import { h, put, say, trouble } from "/page.js";

const VIEWS = ["runs", "compare", "train", "graph", "lint", "confusion", "draw", "derivation", "jacobian", "convolve", "claims"];
const main = document.getElementById("main");
const nav = document.getElementById("nav");
const menu = document.getElementById("menu");
let leave = () => {};
let turn = 0;

async function show(moved) {
  const [path, query = ""] = location.hash.replace(/^#\/?/, "").split("?");
  const name = VIEWS.includes(path) ? path : "runs";
  const mine = ++turn;
  leave();
  leave = () => {};
  for (const link of nav.querySelectorAll("a")) {
    if (link.getAttribute("href") === `#/${name}`) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  nav.classList.remove("open");
  menu.setAttribute("aria-expanded", "false");
  try {
    const view = await import(`/views/${name}.js`);
    if (mine !== turn) return;
    const place = h("div", {});
    put(main, place);
    const after = view.show(place, new URLSearchParams(query));
    leave = typeof after === "function" ? after : () => {};
  } catch (failure) {
    put(main, trouble(failure));
  }
  const heading = main.querySelector("h1")?.textContent ?? "Gradus studio";
  document.title = `${heading} · Gradus studio`;
  if (moved) {
    main.focus({ preventScroll: true });
    window.scrollTo(0, 0);
    say(heading);
  }
}

menu.addEventListener("click", () => {
  const open = nav.classList.toggle("open");
  menu.setAttribute("aria-expanded", String(open));
});

const theme = document.getElementById("theme");
const system = matchMedia("(prefers-color-scheme: dark)");

function isDark() {
  return (document.documentElement.dataset.theme ?? (system.matches ? "dark" : "light")) === "dark";
}

function themed() {
  theme.setAttribute("aria-pressed", String(isDark()));
  dispatchEvent(new Event("recolour"));
}

const kept = localStorage.getItem("theme");
if (kept === "dark" || kept === "light") document.documentElement.dataset.theme = kept;
theme.addEventListener("click", () => {
  document.documentElement.dataset.theme = isDark() ? "light" : "dark";
  localStorage.setItem("theme", document.documentElement.dataset.theme);
  themed();
});
system.addEventListener("change", themed);
themed();
document.querySelector(".skip").addEventListener("click", (event) => {
  event.preventDefault();
  main.focus();
});
addEventListener("hashchange", () => show(true));
show(false);
