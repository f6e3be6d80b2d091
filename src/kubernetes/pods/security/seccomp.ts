import { isObject, isUnset, type JsonObject } from '../../../text/json';
import { joinPath } from '../../../text/path';
import { collect, NONE } from '../../objects/collect';
import type { PodView } from '../pod-view';
import { WINDOWS, type Place, type PodSecurityCheck } from './check';
import { podContext, securityContexts, textOf, type SecurityContext } from './read';

const POD_ANNOTATION = 'seccomp.security.alpha.kubernetes.io/pod';
const CONTAINER_ANNOTATION = 'container.seccomp.security.alpha.kubernetes.io/';
const TYPES = new Set(['RuntimeDefault', 'Localhost']);
const FIELDS = ['spec.securityContext.seccompProfile.type', 'spec.containers[*].securityContext.seccompProfile.type'];

/** Seccomp may not be switched off: by annotation before 1.19, by field since. Unset passes. */
export const seccompBaseline: PodSecurityCheck = {
  id: 'seccompProfile_baseline',
  level: 'baseline',
  fields: [...FIELDS, `metadata.annotations["${POD_ANNOTATION}"]`, `metadata.annotations["${CONTAINER_ANNOTATION}`],
  revisions: [
    { since: '1.0', check: annotated },
    { since: '1.19', check: (pod) => collect(securityContexts(pod), forbiddenType) },
  ],
};

/** Every container must have a seccomp profile, its own or the pod's. */
export const seccompRestricted: PodSecurityCheck = {
  id: 'seccompProfile_restricted',
  level: 'restricted',
  fields: FIELDS,
  replaces: seccompBaseline.id,
  revisions: [
    { since: '1.19', check: unconfined },
    { since: '1.25', exempt: WINDOWS, check: unconfined },
  ],
};

function annotated({ annotations, containers, metadataPath }: PodView): Place[] {
  const keys = new Set([POD_ANNOTATION, ...containers.map(({ name }) => CONTAINER_ANNOTATION + name)]);
  return [...keys]
    .filter((key) => Object.hasOwn(annotations, key))
    .flatMap((key) => {
      const value = annotations[key]!;
      if (value === 'runtime/default' || value === 'docker/default' || value.startsWith('localhost/')) return [];
      return [
        {
          path: joinPath(metadataPath, 'annotations', key),
          message: `annotation ${key} sets the seccomp profile ${JSON.stringify(value)}`,
        },
      ];
    });
}

function profileType(fields: JsonObject): string | undefined {
  return isObject(fields.seccompProfile) ? textOf(fields.seccompProfile.type) : undefined;
}

function forbiddenType({ label, path, fields }: SecurityContext): readonly Place[] {
  const type = profileType(fields);
  if (type === undefined || TYPES.has(type)) return NONE;
  return [{ path: `${path}.seccompProfile.type`, message: `${label} sets the seccomp profile type ${JSON.stringify(type)}` }];
}

function unconfined(pod: PodView): readonly Place[] {
  const own = podContext(pod);
  const type = own && profileType(own.fields);
  // A profile of a wrong type at the pod leaves what containers inherit unknown.
  const inheritsNothing = own !== undefined && (isUnset(own.fields.seccompProfile) || (type !== undefined && !TYPES.has(type)));
  return collect(securityContexts(pod), (context) => {
    if (context === own || !isUnset(context.fields.seccompProfile)) return forbiddenType(context);
    return inheritsNothing
      ? [
          {
            path: `${context.path}.seccompProfile`,
            message: `neither ${context.label} nor the pod sets a seccomp profile that confines it`,
          },
        ]
      : NONE;
  });
}
