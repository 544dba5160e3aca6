/** Messages that a process takes within a millisecond: 10,000 a second, as one client of Redis decodes. */
const atOnce = 10;

/**
 * Takes items in order, at once as long as they are few, and so many per millisecond when they are more:
 * servers that answer every message with several grow their storm no faster than a real one would.
 */
export function createPaced<Item>(take: (item: Item) => void): (item: Item) => void {
  let waiting: Item[] = [];
  let taken = 0;
  let isResting = false;

  function takeAtOnce(item: Item): void {
    taken++;
    if (!isResting) setTimeout(goOn, 1);
    isResting = true;
    take(item);
  }

  function goOn(): void {
    isResting = false;
    taken = 0;
    const due = waiting.slice(0, atOnce);
    waiting = waiting.slice(atOnce);
    for (const item of due) takeAtOnce(item);
  }

  return (item) => {
    if (taken < atOnce && waiting.length === 0) takeAtOnce(item);
    else waiting.push(item);
  };
}
