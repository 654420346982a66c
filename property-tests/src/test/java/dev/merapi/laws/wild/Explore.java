package dev.merapi.laws.wild;

import dev.merapi.distributions.internal.specimen.Specimens;
import dev.merapi.distributions.*;
import dev.merapi.effects.*;
import dev.merapi.infer.*;
import dev.merapi.tensor.*;
import java.lang.reflect.*;
import java.util.*;
import java.util.stream.*;

/** Exploration. */
public final class Explore {
  static final java.lang.management.ThreadMXBean MX = java.lang.management.ManagementFactory.getThreadMXBean();
  public static void main(String[] args) throws Exception {
    Set<String> types = Set.of(args[0].split(","));
    int n = Integer.parseInt(args[1]);
    double nulls = Double.parseDouble(args[2]);
    long seed = args.length > 3 ? Long.parseLong(args[3]) : 1;
    List<Executable> functions = new ArrayList<>();
    dev.merapi.laws.surface.WildTypes.types()
        .filter(t -> types.stream().anyMatch(p -> t.getName().matches(p)))
        .forEach(t -> {
          dev.merapi.laws.surface.WildTypes.members(t).forEach(functions::add);
        });
    functions.removeIf(f -> f.getDeclaringClass() == Operation.class && !f.getName().equals("on"));
    functions.removeIf(f -> f.getDeclaringClass() == Symbolic.Apply.class && f instanceof Constructor);
    functions.removeIf(f -> !Calls.isFree(f) || !Modifier.isPublic(f.getModifiers()));
    functions.forEach(f -> f.setAccessible(true));
    functions.sort(Comparator.comparing(Executable::toGenericString));
    System.out.println(functions.size() + " functions");
    Pool pool = new Pool(seed, nulls, Seeds.all());
    Calls calls = new Calls(pool);
    Map<String, List<Answer>> bare = new TreeMap<>();
    List<Answer> slow = new ArrayList<>();
    int[] counts = new int[3];
    Thread dog = new Thread(() -> {
      try {
        while (true) {
          Thread.sleep(1000);
          Object[] now = calls.now;
          if (now != null && MX.getThreadCpuTime(calls.thread) - calls.started > 4e9) {
            Object[] c = now;
            System.out.println("HANG " + c[0] + " on " + Text.of(c[1]) + " of " + Text.of(c[2]));
            Thread.getAllStackTraces().forEach((t, s) -> { if (t.getName().equals("main")) for (int i = 0; i < Math.min(40, s.length); i++) System.out.println("   " + s[i]); });
            report(bare, slow, counts, calls);
            Runtime.getRuntime().halt(1);
          }
        }
      } catch (InterruptedException e) { }
    });
    dog.setDaemon(true);
    dog.start();
    long t = System.nanoTime();
    calls.run(functions, n, a -> {
      counts[a.thrown() == null ? 0 : a.isRefused() ? 1 : 2]++;
      if (a.isBare()) bare.computeIfAbsent(a.place(), _ -> new ArrayList<>()).add(a);
      if (a.nanos() > 5e8) slow.add(a);
    });
    report(bare, slow, counts, calls);
    System.out.println((System.nanoTime() - t) / 1e9 + " s");
  }

  static void report(Map<String, List<Answer>> bare, List<Answer> slow, int[] counts, Calls calls) {
    bare.entrySet().stream().sorted((a, b) -> b.getValue().size() - a.getValue().size()).forEach(e -> {
      System.out.println("## " + e.getValue().size() + " " + e.getKey());
      Map<String, Answer> byFunction = new LinkedHashMap<>();
      e.getValue().forEach(a -> byFunction.putIfAbsent(a.called().getDeclaringClass().getSimpleName() + "." + a.called().getName(), a));
      System.out.println("   " + byFunction.keySet().stream().limit(12).toList());
      System.out.println("   " + e.getValue().getFirst().toString().substring(0, Math.min(400, e.getValue().getFirst().toString().length())));
    });
    slow.stream().limit(30).forEach(a -> System.out.println("SLOW " + a.nanos() / 1e9 + " " + a.toString().substring(0, Math.min(300, a.toString().length()))));
    System.out.printf("answered %d, refused %d, bare %d (%d places), skipped %d%n", counts[0], counts[1], counts[2], bare.size(), calls.skipped());
  }
}
