"use strict";
const inks = {
  light: { FIRST: "#0757b5", SECOND: "#b35900", THIRD: "#1a7f4b", FOURTH: "#8a3ffc", WARNING: "#c4001a", DATA: "#1b1f24", FAINT: "#a0a8b0" },
  dark: { FIRST: "#7db7ff", SECOND: "#ffb265", THIRD: "#6fdc9c", FOURTH: "#c9a6ff", WARNING: "#ff6b6b", DATA: "#f2f4f6", FAINT: "#6a7480" },
};
const inked = (plain, dark) => {
  const ink = dark ? inks.dark : inks.light;
  const option = structuredClone(plain);
  option.backgroundColor = "transparent";
  for (const series of option.series) {
    series.itemStyle = { color: ink[series.ink] };
    series.lineStyle = { ...series.lineStyle, color: ink[series.ink] };
    if (series.markLine) series.markLine.lineStyle = { color: ink[series.ink] };
    delete series.ink;
  }
  return option;
};
