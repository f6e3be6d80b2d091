import { isObject } from '../../../text/json';
import { joinPath } from '../../../text/path';
import { collect, NONE } from '../../objects/collect';
import type { PodView } from '../pod-view';
import type { Place, PodSecurityCheck } from './check';
import { securityContexts, textOf } from './read';

const ANNOTATION = 'container.apparmor.security.beta.kubernetes.io/';

/** AppArmor may not be switched off, by field or by annotation. An empty annotation counts as unset, an empty type does not. */
export const appArmorProfile: PodSecurityCheck = {
  id: 'appArmorProfile',
  level: 'baseline',
  fields: [
    'spec.securityContext.appArmorProfile.type',
    'spec.containers[*].securityContext.appArmorProfile.type',
    `metadata.annotations["${ANNOTATION}`,
  ],
  revisions: [{ since: '1.0', check: (pod) => joined(byField(pod), byAnnotation(pod)) }],
};

function joined(some: readonly Place[], more: readonly Place[]): readonly Place[] {
  return some.length === 0 ? more : [...some, ...more];
}

function byField(pod: PodView): readonly Place[] {
  return collect(securityContexts(pod), ({ label, path, fields: { appArmorProfile: profile } }) => {
    const type = isObject(profile) ? textOf(profile.type) : undefined;
    if (type === undefined || type === 'RuntimeDefault' || type === 'Localhost') return NONE;
    return [{ path: `${path}.appArmorProfile.type`, message: `${label} sets the AppArmor profile type ${JSON.stringify(type)}` }];
  });
}

function byAnnotation({ annotations, metadataPath }: PodView): readonly Place[] {
  return collect(Object.keys(annotations), (key) => {
    if (!key.startsWith(ANNOTATION)) return NONE;
    const value = annotations[key]!;
    if (value === '' || value === 'runtime/default' || value.startsWith('localhost/')) return NONE;
    return [
      { path: joinPath(metadataPath, 'annotations', key), message: `annotation ${key} sets the AppArmor profile ${JSON.stringify(value)}` },
    ];
  });
}
