import { isObject, isUnset, type JsonObject } from '../../../text/json';
import { NONE } from '../../objects/collect';
import type { PodSecurityCheck } from './check';
import { hostPathVolumes } from './host-path-volumes';
import { entriesOf, volumeLabel } from './read';
import { RESTRICTED_VOLUME_SOURCES, VOLUME_SOURCES } from './volume-sources';

/**
 * Volumes may only be of the listed sources. A volume without source is an `emptyDir`: the API server makes it one before the pod is
 * checked.
 */
export const restrictedVolumes: PodSecurityCheck = {
  id: 'restrictedVolumes',
  level: 'restricted',
  fields: ['spec.volumes[*]'],
  replaces: hostPathVolumes.id,
  revisions: [
    {
      since: '1.0',
      check: ({ spec, path }) =>
        areAdmitted(spec.volumes)
          ? NONE
          : entriesOf(spec.volumes).flatMap(([index, volume]) => {
              if (isAdmitted(volume)) return [];
              const sources = VOLUME_SOURCES.filter((source) => !isUnset(volume[source]));
              // A source that is not a mapping makes the volume malformed, whatever else it holds.
              if (sources.some((source) => RESTRICTED_VOLUME_SOURCES.has(source) || !isObject(volume[source]))) return [];
              return sources.slice(0, 1).map((source) => ({
                path: `${path}.volumes[${index}].${source}`,
                message: `${volumeLabel(volume, index)} is of the type ${source}`,
              }));
            }),
    },
  ],
};

/** Most volumes are: told without a look at every source that there is. */
function isAdmitted(volume: JsonObject): boolean {
  for (const key of Object.keys(volume)) if (RESTRICTED_VOLUME_SOURCES.has(key) && !isUnset(volume[key])) return true;
  return false;
}

function areAdmitted(volumes: unknown): boolean {
  if (!Array.isArray(volumes)) return true;
  for (const volume of volumes as readonly unknown[]) if (!isObject(volume) || !isAdmitted(volume)) return false;
  return true;
}
