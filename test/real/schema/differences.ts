import type { FieldType, SchemaTable } from '../../../src/kubernetes/schema/table';

/** Where two tables differ about a kind and all that it is made of. Names of types do not count: tables of other releases have others. */
export function differences(apiVersion: string, kind: string, ours: SchemaTable, theirs: SchemaTable): string[] {
  const found: string[] = [];
  const seen = new Set<string>();
  const compareStructs = (our: string, their: string, place: string): void => {
    if (seen.has(`${our} ${their}`)) return;
    seen.add(`${our} ${their}`);
    const [a, b] = [ours.struct(our).fields, theirs.struct(their).fields];
    for (const name of new Set([...a.keys(), ...b.keys()])) {
      const [mine, other] = [a.get(name), b.get(name)];
      if (!mine || !other || mine.absence !== other.absence) {
        found.push(`${place}.${name}: ${mine ? mine.absence : 'not ours'}, ${other ? other.absence : 'not theirs'}`);
      } else compareTypes(mine.type, other.type, `${place}.${name}`);
    }
  };
  const compareTypes = (our: FieldType, their: FieldType, place: string): void => {
    if (our.form === 'struct' && their.form === 'struct') compareStructs(our.name, their.name, place);
    else if ((our.form === 'list' && their.form === 'list') || (our.form === 'map' && their.form === 'map')) {
      compareTypes(our.of, their.of, place);
    } else if (JSON.stringify(our) !== JSON.stringify(their)) found.push(`${place}: ${JSON.stringify(our)}, ${JSON.stringify(their)}`);
  };
  const [our, their] = [ours.kind(apiVersion, kind), theirs.kind(apiVersion, kind)];
  if (our === undefined || their === undefined) return [`${apiVersion} ${kind}: ${our}, ${their}`];
  compareStructs(our, their, `${apiVersion} ${kind}`);
  return found;
}
