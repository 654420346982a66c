package dev.merapi.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.infer.ParameterSummary;
import dev.merapi.infer.Posterior;
import dev.merapi.infer.Sampler;
import dev.merapi.infer.Summary;
import dev.merapi.tensor.Key;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Source: posteriordb, reference posterior of {@code eight_schools-eight_schools_noncentered}: 10
 * chains of 1,000 draws by Stan.
 */
class EightSchoolsGolden {
  private record Reference(String name, double mean, double sd) {}

  private static final List<Reference> REFERENCE =
      List.of(
          new Reference("theta[Choate]", 6.1505023, 5.6158634),
          new Reference("theta[Deerfield]", 4.9395811, 4.6455781),
          new Reference("theta[Phillips Andover]", 3.9059061, 5.280712),
          new Reference("theta[Phillips Exeter]", 4.7960168, 4.770938),
          new Reference("theta[Hotchkiss]", 3.6144363, 4.6147207),
          new Reference("theta[Lawrenceville]", 4.0511476, 4.7962484),
          new Reference("theta[St. Paul's]", 6.3171698, 5.0028554),
          new Reference("theta[Mt. Hermon]", 4.8839969, 5.3176921),
          new Reference("mu", 4.4105183, 3.3092965),
          new Reference("tau", 3.6020595, 3.1984777));

  @Test
  void thePosteriorIsThatOfStan() {
    Sampler sampler = Sampler.nuts().targetAcceptance(0.95);
    Posterior posterior = Posterior.sample(sampler, EightSchools.model(), Key.of(1));
    Summary summary = posterior.summary();
    for (Reference expected : REFERENCE) {
      ParameterSummary found = summary.find(expected.name()).get();
      String line = found.toString();
      assertEquals(expected.mean(), found.mean(), 0.15 * expected.sd(), line);
      assertEquals(expected.sd(), found.sd(), 0.1 * expected.sd(), line);
      assertTrue(found.rhat() < 1.01, line);
    }
    assertEquals(0, posterior.chains().divergences());
  }
}
