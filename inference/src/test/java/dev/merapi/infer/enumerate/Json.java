package dev.merapi.infer.enumerate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads JSON as maps, lists, strings, doubles and booleans; null is the string "null". */
final class Json {
  private final String text;
  private int at;

  private Json(String text) {
    this.text = text;
  }

  static Object read(String text) {
    return new Json(text).value();
  }

  @SuppressWarnings("unchecked") // an object of JSON is a map by construction
  static Map<String, Object> object(Object value) {
    return (Map<String, Object>) value;
  }

  private char next() {
    while (Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return text.charAt(at);
  }

  private Object value() {
    return switch (next()) {
      case '{' -> object();
      case '[' -> array();
      case '"' -> string();
      case 't' -> word("true", true);
      case 'f' -> word("false", false);
      case 'n' -> word("null", "null");
      default -> number();
    };
  }

  private Object word(String word, Object value) {
    at += word.length();
    return value;
  }

  private Map<String, Object> object() {
    Map<String, Object> result = new LinkedHashMap<>();
    at++;
    while (next() != '}') {
      String key = string();
      next();
      at++;
      result.put(key, value());
      if (next() == ',') {
        at++;
      }
    }
    at++;
    return result;
  }

  private List<Object> array() {
    List<Object> result = new ArrayList<>();
    at++;
    while (next() != ']') {
      result.add(value());
      if (next() == ',') {
        at++;
      }
    }
    at++;
    return result;
  }

  private String string() {
    next();
    StringBuilder result = new StringBuilder();
    at++;
    while (text.charAt(at) != '"') {
      if (text.charAt(at) == '\\') {
        at++;
      }
      result.append(text.charAt(at++));
    }
    at++;
    return result.toString();
  }

  private Double number() {
    int start = at;
    while (at < text.length() && ",]} \n\r\t".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    return Double.valueOf(text.substring(start, at));
  }
}
