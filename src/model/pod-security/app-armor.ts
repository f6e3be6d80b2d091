import { isObject } from '../json';
import { joinPath } from '../path';
import type { PodView } from '../pod-view';
import type { Place, PodSecurityCheck } from './check';
import { securityContexts, textOf } from './read';

const ANNOTATION = 'container.apparmor.security.beta.kubernetes.io/';

/** AppArmor may not be switched off, by field or by annotation. An empty annotation counts as unset, an empty type does not. */
export const appArmorProfile: PodSecurityCheck = {
  id: 'appArmorProfile',
  level: 'baseline',
  fields: ['spec.securityContext.appArmorProfile.type', 'spec.containers[*].securityContext.appArmorProfile.type', `metadata.annotations["${ANNOTATION}`],
  revisions: [{ since: '1.0', check: (pod) => [...byField(pod), ...byAnnotation(pod)] }],
};

function byField(pod: PodView): Place[] {
  return securityContexts(pod).flatMap(({ label, path, fields: { appArmorProfile: profile } }) => {
    const type = isObject(profile) ? textOf(profile.type) : undefined;
    if (type === undefined || type === 'RuntimeDefault' || type === 'Localhost') return [];
    return [{ path: `${path}.appArmorProfile.type`, message: `${label} sets the AppArmor profile type ${JSON.stringify(type)}` }];
  });
}

function byAnnotation({ annotations, metadataPath }: PodView): Place[] {
  return Object.keys(annotations).filter((key) => key.startsWith(ANNOTATION)).flatMap((key) => {
    const value = annotations[key]!;
    if (value === '' || value === 'runtime/default' || value.startsWith('localhost/')) return [];
    return [{ path: joinPath(metadataPath, 'annotations', key), message: `annotation ${key} sets the AppArmor profile ${JSON.stringify(value)}` }];
  });
}
