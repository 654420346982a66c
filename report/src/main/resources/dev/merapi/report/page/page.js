"use strict";
(() => {
  const options = JSON.parse(document.getElementById("options").textContent);
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const inks = {
    light: { FIRST: "#0757b5", SECOND: "#b35900", THIRD: "#1a7f4b", FOURTH: "#8a3ffc", WARNING: "#c4001a", DATA: "#1b1f24", FAINT: "#a0a8b0" },
    dark: { FIRST: "#7db7ff", SECOND: "#ffb265", THIRD: "#6fdc9c", FOURTH: "#c9a6ff", WARNING: "#ff6b6b", DATA: "#f2f4f6", FAINT: "#6a7480" },
  };
  const charts = new Map();
  const draw = () => {
    const ink = dark.matches ? inks.dark : inks.light;
    for (const place of document.querySelectorAll(".panel")) {
      charts.get(place)?.dispose();
      const chart = echarts.init(place, dark.matches ? "dark" : null);
      charts.set(place, chart);
      const option = structuredClone(options[place.dataset.option]);
      option.backgroundColor = "transparent";
      for (const series of option.series) {
        series.itemStyle = { color: ink[series.ink] };
        series.lineStyle = { ...series.lineStyle, color: ink[series.ink] };
        if (series.markLine) series.markLine.lineStyle = { color: ink[series.ink] };
        delete series.ink;
      }
      chart.setOption(option);
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
