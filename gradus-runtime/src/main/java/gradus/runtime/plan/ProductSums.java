package gradus.runtime.plan;

import gradus.op.elementwise.Mul;
import gradus.op.reduction.Sum;
import gradus.tensor.DType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Lets a sum along rows take the product that it sums: the products need no place then. Each is
/// rounded before it is added, as if it had one.
final class ProductSums {

  private final List<Task> order;

  /// The tasks with sums of two operands in place of sums of their product.
  static List<Task> join(List<Task> order) {
    List<Task> result = new ArrayList<>(order);
    ProductSums sums = new ProductSums(result);
    for (int i = 1; i < result.size(); i++) {
      if (result.get(i) instanceof Task.Single single && sums.sumsRows(single)) {
        sums.take(single, i);
      }
    }
    result.removeIf(task -> task instanceof Task.Chain chain && chain.links.isEmpty());
    return result;
  }

  private ProductSums(List<Task> order) {
    this.order = order;
  }

  private boolean sumsRows(Task.Single task) {
    return task.node.op() instanceof Sum op
        && task.output.type.dtype() == DType.F32
        && !task.once
        && task.inputs.getFirst().whole()
        && Reduce.alongRows(task.node, op);
  }

  private void take(Task.Single sum, int place) {
    Value product = sum.inputs.getFirst().base;
    int maker = maker(product, place);
    if (maker < 0 || product.pinned || product.home != null || !isReadBy(sum, product)) {
      return;
    }
    Task.Chain chain = (Task.Chain) order.get(maker);
    Task.Link link = link(chain, product);
    if (link == null || !overwritesNothing(maker, place)) {
      return;
    }
    Task.Single taken = new Task.Single(sum.node, link.inputs(), sum.output);
    taken.rank = sum.rank;
    taken.begin = sum.begin;
    chain.remove(link);
    order.set(place, taken);
  }

  /// The place of the chain that makes a value, or −1.
  private int maker(Value value, int before) {
    for (int i = before - 1; i >= 0; i--) {
      if (order.get(i).writes.contains(value)) {
        return order.get(i) instanceof Task.Chain ? i : -1;
      }
    }
    return -1;
  }

  private boolean isReadBy(Task.Single sum, Value value) {
    return order.stream().noneMatch(task -> task != sum && task.reads.contains(value));
  }

  /// The product that makes a value, if it is one of whole rows that its chain needs for nothing
  /// else.
  private static Task.@Nullable Link link(Task.Chain chain, Value product) {
    Task.Link found = null;
    for (Task.Link link : chain.links) {
      if (link.inputs().stream().anyMatch(view -> view.base == product)) {
        return null;
      }
      found = link.value() == product ? link : found;
    }
    return found != null
            && !chain.once
            && isProduct(found, product)
            && ownOperands(chain, found) <= 1
        ? found
        : null;
  }

  private static boolean isProduct(Task.Link link, Value product) {
    return link.node().op() instanceof Mul
        && link.inputs().stream()
            .allMatch(view -> view.whole() && view.base.elements() == product.elements());
  }

  /// How many operands of a link the chain makes itself: each needs a place then.
  private static int ownOperands(Task.Chain chain, Task.Link link) {
    Set<Value> own = new HashSet<>();
    link.inputs().forEach(view -> own.add(view.base));
    own.retainAll(chain.writes);
    return own.size();
  }

  /// Whether no variable is written from one task to another, of which the operands might be.
  private boolean overwritesNothing(int from, int to) {
    return order.subList(from, to).stream()
        .flatMap(task -> task.writes.stream())
        .allMatch(value -> value.home == null && !value.isStored());
  }
}
