package dev.merapi.report.page;

import dev.merapi.report.internal.Json;
import dev.merapi.report.plot.Ink;
import dev.merapi.report.plot.Mark;
import dev.merapi.report.plot.Panel;
import dev.merapi.report.plot.Ruler;
import dev.merapi.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A panel as an option of ECharts 5.3: maps and lists that its script draws. Colours are the names
 * of inks, which the page replaces. Numbers have five digits.
 */
final class Echarts {
  private static final String SCRIPT =
      "/META-INF/resources/webjars/echarts/5.3.1/dist/echarts.common.min.js";
  private static final MathContext DIGITS = new MathContext(5);
  private static final String GAP = "-";

  private Echarts() {}

  /** The script that draws. */
  static String script() {
    try (InputStream script = Echarts.class.getResourceAsStream(SCRIPT)) {
      if (script == null) {
        throw new IllegalStateException("The class path has no " + SCRIPT);
      }
      return new String(script.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException broken) {
      throw new IllegalStateException("The class path has no " + SCRIPT, broken);
    }
  }

  /** How high a panel is, in pixels, with room for its categories. */
  static int height(Panel panel, int least) {
    return Math.max(least, 70 + 18 * panel.y().categories().size());
  }

  static Map<String, Object> option(Panel panel) {
    Map<String, Object> option = new LinkedHashMap<>();
    option.put("animation", false);
    option.put(
        "title",
        Json.object(
            "text", panel.title(), "left", "center", "textStyle", Json.object("fontSize", 13)));
    option.put(
        "grid",
        Json.object("left", 20, "right", 24, "top", 46, "bottom", 36, "containLabel", true));
    option.put("tooltip", Json.object("trigger", "item", "confine", true));
    option.put(
        "toolbox",
        Json.object(
            "right",
            4,
            "itemSize",
            11,
            "feature",
            Json.object(
                "dataZoom", Json.object("title", Json.object("zoom", "zoom", "back", "zoom back")),
                "restore", Json.object("title", "restore"))));
    option.put("xAxis", axis(panel.x(), false));
    option.put("yAxis", axis(panel.y(), true));
    double within = panel.marks().stream().flatMap(Echarts::first).findFirst().orElse(0.0);
    option.put("series", panel.marks().stream().map(mark -> series(mark, within)).toList());
    return option;
  }

  private static Map<String, Object> axis(Ruler scale, boolean upright) {
    Map<String, Object> axis = new LinkedHashMap<>();
    axis.put("name", scale.label());
    axis.put("nameLocation", upright ? "end" : "middle");
    axis.put("nameGap", upright ? 8 : 24);
    axis.put(
        "nameTextStyle",
        upright ? Json.object("align", "left", "padding", List.of(0, 0, 0, -24)) : Json.object());
    axis.put("axisLine", Json.object("onZero", false));
    if (scale.categories().isEmpty()) {
      axis.put("type", "value");
      axis.put("scale", true);
    } else {
      axis.put("type", "category");
      axis.put("data", scale.categories());
      axis.put("inverse", upright);
    }
    return axis;
  }

  /** Where a mark begins. */
  private static Stream<Double> first(Mark mark) {
    return switch (mark) {
      case Mark.Line line -> finite(line.x());
      case Mark.Steps steps -> finite(steps.x());
      case Mark.Points points -> finite(points.x());
      case Mark.Intervals intervals -> finite(intervals.from());
      case Mark.Rule _ -> Stream.of();
    };
  }

  private static Stream<Double> finite(Tensor values) {
    return Arrays.stream(values.toArray()).filter(Double::isFinite).boxed().limit(1);
  }

  /** A mark; a level line has a point, which is not drawn, so that the ruler reaches it. */
  private static Map<String, Object> series(Mark mark, double within) {
    Map<String, Object> series = new LinkedHashMap<>();
    series.put("name", mark.name());
    series.put("ink", mark.ink().name());
    switch (mark) {
      case Mark.Line line -> line(series, line.x(), line.y(), 1.3);
      case Mark.Steps steps -> {
        line(series, steps.x(), steps.y(), 1.3);
        series.put("step", "end");
      }
      case Mark.Points points -> {
        series.put("type", "scatter");
        series.put("symbolSize", 5);
        series.put("z", 3);
        series.put("data", pairs(points.x(), points.y()));
      }
      case Mark.Intervals intervals -> {
        line(series, Tensor.zeros(intervals.y().shape()), intervals.y(), intervals.width());
        series.put("data", pieces(intervals));
      }
      case Mark.Rule rule -> {
        series.put("type", "line");
        series.put("showSymbol", false);
        series.put("data", List.of(List.of(number(within), number(rule.y()))));
        series.put(
            "markLine",
            Json.object(
                "silent",
                true,
                "symbol",
                "none",
                "label",
                Json.object("formatter", rule.name(), "position", "insideEndTop"),
                "data",
                List.of(Json.object("yAxis", number(rule.y())))));
      }
    }
    return series;
  }

  private static void line(Map<String, Object> series, Tensor x, Tensor y, double width) {
    series.put("type", "line");
    series.put("showSymbol", false);
    series.put(
        "lineStyle",
        Json.object("width", series.containsValue(Ink.DATA.name()) ? 2 * width : width));
    series.put("data", pairs(x, y));
  }

  /** Points; the end of the last step is as high as its beginning. */
  private static List<Object> pairs(Tensor x, Tensor y) {
    double[] first = x.toArray();
    double[] second = y.toArray();
    List<Object> pairs = new ArrayList<>();
    for (int i = 0; i < first.length; i++) {
      pairs.add(List.of(number(first[i]), number(second[Math.min(i, second.length - 1)])));
    }
    return pairs;
  }

  private static List<Object> pieces(Mark.Intervals intervals) {
    double[] from = intervals.from().toArray();
    double[] to = intervals.to().toArray();
    double[] y = intervals.y().toArray();
    List<Object> pieces = new ArrayList<>();
    for (int i = 0; i < from.length; i++) {
      pieces.add(List.of(number(from[i]), number(y[i])));
      pieces.add(List.of(number(to[i]), number(y[i])));
      pieces.add(List.of(GAP, GAP));
    }
    return pieces;
  }

  /** What JSON can hold: a gap where there is no number. */
  private static Object number(double value) {
    return Double.isFinite(value) ? new BigDecimal(value, DIGITS).doubleValue() : GAP;
  }
}
