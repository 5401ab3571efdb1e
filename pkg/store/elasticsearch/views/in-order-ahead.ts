/** Works on a few items at once and gives the results in the order of the items. Items are taken when there is room for them, not before. */
export async function* inOrderAhead<T, R>(items: Iterable<T>, atOnce: number, work: (item: T) => Promise<R>): AsyncGenerator<R> {
  const under: Promise<R>[] = [];
  for (const item of items) {
    const one = work(item);
    // Whoever waits for it hears of its failure; until then it is nobody's.
    one.catch(() => undefined);
    under.push(one);
    if (under.length >= atOnce) yield await under.shift()!;
  }
  for (const one of under) yield await one;
}
