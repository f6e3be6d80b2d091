import type { IConstruct } from 'constructs';
import { readReason, readWaiver, type Waiver, type WaiverScope, type WaiverTest } from '../engine/waiver';
import { isNarrow, objectTest, overBroad, scopeText, type ObjectPatterns } from '../engine/waiver-objects';
import type { KubeObject } from '../kubernetes/objects/object';
import { ACCEPTED_METADATA, WAIVER_METADATA } from '../kubernetes/objects/waiver-metadata';
import { asObject } from '../text/json';

/** The waivers and the reasons that stand on constructs: each holds for its construct and all below it. */
export function waiversOfApp(app: IConstruct, test: WaiverTest): Waiver[] {
  const waivers: Waiver[] = [];
  for (const construct of app.node.findAll()) {
    for (const entry of construct.node.metadata) {
      if (entry.type !== WAIVER_METADATA && entry.type !== ACCEPTED_METADATA) continue;
      const path = construct.node.path;
      const { objects } = asObject(entry.data) as { readonly objects?: ObjectPatterns };
      const isMeant = objects === undefined ? () => true : objectTest(objects, true);
      const text = objects && scopeText(objects);
      const scope: WaiverScope = {
        place: `${path === '' ? 'waiver on the app' : `waiver on ${path}`}${text === undefined ? '' : ` (${text})`}`,
        ...(text === undefined ? {} : { text }),
        ...(path === '' && objects !== undefined && !isNarrow(objects) ? { fault: overBroad(scopeText(objects)) } : {}),
        path: '',
        everywhere: path === '' && objects === undefined,
        isInBand: true,
        covers: (object: KubeObject) => isBelow(object, path) && isMeant(object),
      };
      if (entry.type === WAIVER_METADATA) waivers.push(readWaiver(entry.data, scope, test));
      else for (const [rule, reason] of Object.entries(asObject(entry.data))) waivers.push(readReason(rule, reason, scope, test));
    }
  }
  return waivers;
}

function isBelow({ origin: { construct } }: KubeObject, path: string): boolean {
  return construct !== undefined && (path === '' || construct === path || construct.startsWith(`${path}/`));
}
