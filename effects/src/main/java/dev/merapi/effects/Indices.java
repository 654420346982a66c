package dev.merapi.effects;

import dev.merapi.tensor.Dense;
import dev.merapi.tensor.Tensor;

/**
 * The elements of a plate in this run, as its body sees them.
 *
 * @param plate the name of the plate
 * @param values their numbers, shape [size]
 * @param fullSize the number of elements altogether
 * @param dim the batch dim of a vectorised plate, negative; 0 for a sequential one
 */
public record Indices(String plate, Tensor values, int fullSize, int dim) {

  /** The number of elements in this run. */
  public int size() {
    return values.size(0);
  }

  /**
   * The part of {@code data}, shape [.., fullSize, ..], that belongs to this run, cut at the
   * plate's batch dim.
   */
  public Tensor subsample(Tensor data) {
    return subsample(data, 0);
  }

  /**
   * The part of {@code data} that belongs to this run. The last {@code eventDim} dims belong to one
   * element; data with size 1, or no dim at all, at the plate's dim is the same for all elements
   * and stays as it is.
   *
   * @throws ModelException if the data have no axis of the size of the plate
   */
  public Tensor subsample(Tensor data, int eventDim) {
    int fromRight = eventDim - Math.min(dim, -1);
    int found = data.shape().sizeOr1(fromRight);
    if (found != 1 && found != fullSize) {
      throw new ModelException(
          ("Data of shape %s has size %d at dim %d, but plate '%s' has full size %d there. Pass the data of all %d elements"
                  + " with %d event dims, or size 1 for data that they share.")
              .formatted(data.shape(), found, -fromRight, plate, fullSize, fullSize, eventDim));
    }
    boolean shared = fromRight > data.rank() || (found == 1 && fullSize != 1);
    return shared || isWhole() ? data : data.take(-fromRight, values);
  }

  /** Whether these are all elements in their order, so that nothing has to be cut. */
  public boolean isWhole() {
    return size() == fullSize && values instanceof Dense && values.equals(Tensor.arange(fullSize));
  }
}
