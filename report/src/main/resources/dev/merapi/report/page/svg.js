"use strict";
(() => {
  const panels = JSON.parse(document.getElementById("options").textContent);
  const drawings = panels.map(({ option, width, height }) => {
    const chart = echarts.init(null, null, { renderer: "svg", ssr: true, width, height });
    const still = inked(option, false);
    delete still.toolbox;
    chart.setOption(still);
    return chart.renderToSVGString();
  });
  document.getElementById("drawings").textContent = JSON.stringify(drawings).replaceAll("<", "\\u003c");
})();
