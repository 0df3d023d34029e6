import { field, get, h, number, put, select, title, trouble } from "/page.js";
import { follow, plot } from "/plot.js";
import { noRuns } from "/pickers.js";

export function show(place, query) {
  const rest = h("div", {});
  put(place, title("Compare", "Two runs side by side: what was asked for differently, and how it went."), rest);
  let stops = [];
  let plots = new Map();
  build().catch((failure) => put(rest, trouble(failure)));

  async function build() {
    const runs = await get("/api/runs");
    if (runs.length < 2) {
      put(rest, noRuns("To compare takes two runs."));
      return;
    }
    const choices = runs.map((run) => [run.id, `${run.name} (${run.id.slice(0, 8)})`]);
    const a = select(choices, query.get("a") ?? runs[1].id, { onchange: load });
    const b = select(choices, query.get("b") ?? runs.find((run) => run.id !== a.value).id, { onchange: load });
    const curves = h("div", { class: "grid" });
    const table = h("section", { "aria-label": "Differences" });
    put(rest, h("div", { class: "card grid" }, field("Run A", a), field("Run B", b)), curves, table);
    load();

    async function load() {
      close();
      put(curves);
      put(table);
      try {
        const both = await Promise.all([a.value, b.value].map((id) => get(`/api/run?id=${id}`)));
        put(table, differences(both));
        const seen = [new Map(), new Map()];
        stops = both.map((run, i) => follow(run.id, (metrics) => { seen[i] = metrics; redraw(curves, seen, both); }));
      } catch (failure) {
        put(table, trouble(failure));
      }
    }
  }

  function redraw(curves, seen, both) {
    const names = [...seen[0].keys()].filter((name) => !name.startsWith("test.") && seen[1].has(name));
    for (const name of names) {
      if (!plots.has(name)) {
        const made = plot(`Curves of ${name} of both runs`);
        plots.set(name, made);
        curves.append(h("div", { class: "card" }, h("h2", {}, name), made.element));
      }
      plots.get(name).set(seen.map((metrics, i) => ({ name: `${"AB"[i]}: ${both[i].name}`, points: metrics.get(name) ?? [] })));
    }
  }

  function close() {
    stops.forEach((stop) => stop());
    plots.forEach((each) => each.close());
    stops = [];
    plots = new Map();
  }
  return close;
}

function differences([a, b]) {
  const settings = [...new Set([...Object.keys(a.settings), ...Object.keys(b.settings)])].filter((name) => a.settings[name] !== b.settings[name]);
  const metrics = (run) => new Map(run.metrics.map(({ name, latest }) => [name, latest]));
  const [ma, mb] = [metrics(a), metrics(b)];
  const shared = [...ma.keys()].filter((name) => mb.has(name) && !name.startsWith("step."));
  return [
    h("div", { class: "card scroll", tabindex: "0", role: "group", "aria-label": "Settings that differ" }, h("h2", {}, settings.length ? "Settings that differ" : "All settings are the same"), settings.length ? rows("differences", settings.map((name) => [name, a.settings[name] ?? "—", b.settings[name] ?? "—"])) : null),
    h("div", { class: "card scroll", tabindex: "0", role: "group", "aria-label": "Last values" }, h("h2", {}, "Last values"), rows("values", shared.map((name) => [name, number(ma.get(name)), number(mb.get(name))]))),
  ];
}

function rows(id, lines) {
  return h("table", { id }, h("thead", {}, h("tr", {}, h("th", { scope: "col" }, "name"), h("th", { scope: "col", class: "num" }, "A"), h("th", { scope: "col", class: "num" }, "B"))),
    h("tbody", {}, lines.map(([name, left, right]) => h("tr", {}, h("th", { scope: "row" }, name), h("td", { class: "num" }, left), h("td", { class: "num" }, right)))));
}
