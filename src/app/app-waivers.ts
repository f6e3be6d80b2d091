import type { IConstruct } from 'constructs';
import { readReason, readWaiver, type Waiver, type WaiverScope, type WaiverTest } from '../engine/waiver';
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
      const scope: WaiverScope = {
        place: path === '' ? 'waiver on the app' : `waiver on ${path}`,
        path: '',
        everywhere: path === '',
        isInBand: true,
        covers: ({ origin }: KubeObject) => origin.construct === path || (origin.construct?.startsWith(`${path}/`) ?? false),
      };
      if (entry.type === WAIVER_METADATA) waivers.push(readWaiver(entry.data, scope, test));
      else for (const [rule, reason] of Object.entries(asObject(entry.data))) waivers.push(readReason(rule, reason, scope, test));
    }
  }
  return waivers;
}
