import { count, duration, get, h, number, put, say, title, trouble, working } from "/page.js";
import { follow, grouped, plot } from "/plot.js";

export function show(place, query) {
  return query.get("id") ? one(place, query.get("id")) : all(place);
}

const TONE = { running: "live", finished: "good", failed: "bad", interrupted: "warn" };

export function badge(status) {
  return h("span", { class: `badge ${TONE[status] ?? ""}` }, status);
}

function all(place) {
  const list = h("section", { "aria-label": "Runs" });
  put(place, title("Runs", "Every training that the store remembers, the newest first."), list);
  let clock = 0;
  let open = true;
  working(list, "Loading …", load);

  async function load() {
    const runs = await get("/api/runs");
    if (!open) return;
    put(list, runs.length ? table(runs) : h("div", { class: "card empty" }, h("p", {}, "No runs yet."), h("a", { href: "#/train" }, "Train a network")));
    if (runs.some((run) => run.status === "running")) clock = setTimeout(() => load().catch(() => {}), 2000);
  }
  return () => { open = false; clearTimeout(clock); };
}

function table(runs) {
  return h("div", { class: "card scroll", tabindex: "0", role: "group", "aria-label": "Table of runs" }, h("table", { id: "runs" },
    h("thead", {}, h("tr", {}, ["run", "status", "score", "network", "data", "time", "begun"].map((word) => h("th", { scope: "col", class: word === "time" || word === "score" ? "num" : "" }, word)))),
    h("tbody", {}, runs.map((run) => h("tr", {},
      h("th", { scope: "row" }, h("a", { href: `#/runs?id=${run.id}` }, run.name)),
      h("td", {}, badge(run.status)),
      h("td", { class: "num" }, run.score.name ? `${run.score.name} ${number(run.score.latest)}` : ""),
      h("td", {}, run.network.split("/").pop()), h("td", {}, run.data.split("/").pop()),
      h("td", { class: "num" }, duration(run.seconds)), h("td", {}, new Date(run.begun).toLocaleString()))))));
}

function one(place, id) {
  const facts = h("section", { "aria-label": "About the run" });
  const curves = h("div", { class: "grid" });
  const state = h("span", {});
  const heading = h("h1", {}, "Run");
  put(place, heading, h("p", { class: "lead row middle" }, state), curves, facts);
  const plots = new Map();
  let status = "";
  working(facts, "Loading …", load);

  async function load() {
    const run = await get(`/api/run?id=${encodeURIComponent(id)}`);
    heading.textContent = run.name;
    document.title = `${run.name} · Gradus studio`;
    put(facts, about(run));
  }

  const stop = follow(id, (metrics, now) => {
    if (now !== status) {
      status = now;
      put(state, badge(now));
      say(`The run is ${now}.`);
    }
    for (const [word, series] of grouped(metrics)) {
      if (!plots.has(word)) {
        const made = plot(`Curves of ${word}`);
        plots.set(word, made);
        curves.append(h("div", { class: "card", "data-word": word }, h("h2", {}, word), made.element));
        for (const front of ["accuracy", "loss"]) { const card = curves.querySelector(`[data-word="${front}"]`); if (card) curves.prepend(card); }
      }
      plots.get(word).set(series);
    }
  }, () => load().catch((failure) => put(facts, trouble(failure))));
  return () => { stop(); plots.forEach((each) => each.close()); };
}

function about(run) {
  const tests = run.metrics.filter(({ name }) => name.startsWith("test."));
  return [
    tests.length ? h("div", { class: "card" }, h("h2", {}, "On the test part"), h("dl", { class: "facts" }, tests.map(({ name, latest }) => [h("dt", {}, name.slice(5)), h("dd", {}, number(latest))]))) : null,
    run.error ? h("p", { class: "error" }, run.error) : null,
    run.hasModel ? h("p", {}, h("a", { href: `#/graph?run=${run.id}` }, "Graph"), " · ", h("a", { href: `#/confusion?run=${run.id}` }, "Confusion"), " · ", h("a", { href: `#/lint?run=${run.id}` }, "Lint"), " · ", h("a", { href: `#/derivation?run=${run.id}` }, "Derivation"), " · ", h("a", { href: `#/draw?run=${run.id}` }, "Drawing pad"), " · ", h("a", { href: `#/compare?a=${run.id}` }, "Compare")) : null,
    h("div", { class: "grid" },
      h("div", { class: "card" }, h("h2", {}, "Settings"), h("dl", { class: "facts" }, Object.entries(run.settings).filter(([, value]) => value !== "").map(([name, value]) => [h("dt", {}, name), h("dd", {}, value)]))),
      h("div", { class: "card" }, h("h2", {}, "The run"), h("dl", { class: "facts" },
        [["id", run.id], ["begun", new Date(run.begun).toLocaleString()], ["took", duration(run.seconds)], ["network", run.network], ["data", run.data], ["command", run.command.join(" ")], ["parent", run.parent], ...Object.entries(run.environment)].filter(([, value]) => value).map(([name, value]) => [h("dt", {}, name), h("dd", {}, value)])),
        run.notes.map(({ at, text }) => h("p", { class: "small" }, h("span", { class: "soft" }, `${new Date(at).toLocaleString()}: `), text)))),
  ];
}
