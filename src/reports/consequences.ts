import type { Finding } from '../engine/finding';
import { MultiMap } from '../text/multi-map';
import { count, objectName } from './summary';

/** As many objects are named of those of which the same is found, and as many rules of those that find more. */
const MOST_OBJECTS = 5;
const MOST_RULES = 30;

/** What follows from a finding, a sentence without full stop for each kind; none where nothing does. */
export function consequenceNotes({ rule, object, consequences = [] }: Finding): readonly string[] {
  const same = consequences.filter((each) => each.rule === rule);
  const others = consequences.filter((each) => each.rule !== rule);
  const here = same.filter((each) => each.object === object).length;
  const elsewhere = [...new Set(same.flatMap((each) => (each.object === object ? [] : [objectName(each.object)])))];
  const places = same.length - here;
  return [
    ...(here === 0 ? [] : [`the same in ${count(here, 'other place')} of it`]),
    ...(places === 0 ? [] : [`the same of ${count(places, 'other object')}: ${named(elsewhere, MOST_OBJECTS)}`]),
    ...(others.length === 0
      ? []
      : [
          `${others.length === 1 ? '1 finding of another rule' : `${others.length} findings of other rules`} with the same cause: `
            + named([...MultiMap.by(others, (each) => each.rule)].map(timesOf), MOST_RULES),
        ]),
  ];
}

function timesOf([rule, findings]: readonly [string, readonly Finding[]]): string {
  return findings.length === 1 ? rule : `${rule} (${findings.length} times)`;
}

function named(names: readonly string[], most: number): string {
  const shown = names.slice(0, most).join(', ');
  return names.length > most ? `${shown} and ${names.length - most} more` : shown;
}
