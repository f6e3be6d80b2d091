import type { IConstruct } from 'constructs';
import { readWaiver, type Waiver, type WaiverTest } from '../engine/waiver';
import type { KubeObject } from '../kubernetes/objects/object';
import { WAIVER_METADATA } from '../kubernetes/objects/waiver-metadata';

/** The waivers that stand on constructs: each holds for its construct and all below it. */
export function waiversOfApp(app: IConstruct, test: WaiverTest): Waiver[] {
  const waivers: Waiver[] = [];
  for (const construct of app.node.findAll()) {
    for (const entry of construct.node.metadata) {
      if (entry.type !== WAIVER_METADATA) continue;
      const path = construct.node.path;
      waivers.push(
        readWaiver(
          entry.data,
          {
            place: path === '' ? 'waiver on the app' : `waiver on ${path}`,
            path: '',
            everywhere: path === '',
            covers: ({ origin }: KubeObject) => origin.construct === path || (origin.construct?.startsWith(`${path}/`) ?? false),
          },
          test,
        ),
      );
    }
  }
  return waivers;
}
