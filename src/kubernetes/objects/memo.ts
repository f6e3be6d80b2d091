/** Something that is read of an object once and kept as long as the object is: several rules request it. */
export function memo<H extends object, T extends object>(read: (holder: H) => T): (holder: H) => T {
  const known = new WeakMap<H, T>();
  return (holder) => {
    let value = known.get(holder);
    if (value === undefined) known.set(holder, (value = read(holder)));
    return value;
  };
}
