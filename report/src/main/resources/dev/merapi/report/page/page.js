"use strict";
(() => {
  const options = JSON.parse(document.getElementById("options").textContent);
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const charts = new Map();
  const draw = () => {
    for (const place of document.querySelectorAll(".panel")) {
      charts.get(place)?.dispose();
      const chart = echarts.init(place, dark.matches ? "dark" : null);
      charts.set(place, chart);
      chart.setOption(inked(options[place.dataset.option], dark.matches));
    }
  };
  draw();
  dark.addEventListener("change", draw);
  addEventListener("resize", () => charts.forEach((chart) => chart.resize()));

  const value = (row, column) => {
    const text = row.cells[column].textContent;
    const number = Number(text);
    return column > 0 ? (Number.isNaN(number) ? -Infinity : number) : text;
  };
  for (const table of document.querySelectorAll("table")) {
    const heads = [...table.tHead.rows[0].cells];
    heads.forEach((head, column) => {
      head.querySelector("button").addEventListener("click", () => {
        const down = head.getAttribute("aria-sort") === "ascending";
        heads.forEach((other) => other.removeAttribute("aria-sort"));
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        const body = table.tBodies[0];
        const rows = [...body.rows].sort((a, b) => {
          const x = value(a, column);
          const y = value(b, column);
          return (x < y ? -1 : x > y ? 1 : 0) * (down ? -1 : 1);
        });
        body.append(...rows);
      });
    });
  }
  for (const input of document.querySelectorAll("input[data-table]")) {
    input.addEventListener("input", () => {
      const part = input.value.toLowerCase();
      for (const row of document.getElementById(input.dataset.table).tBodies[0].rows) {
        row.hidden = !row.cells[0].textContent.toLowerCase().includes(part);
      }
    });
  }
  document.documentElement.dataset.drawn = String(charts.size);
})();
