import { isObject } from '../json';
import type { PodSecurityCheck } from './check';
import { entriesOf, volumeLabel } from './read';

/** No volume may be a directory of the host. An empty `hostPath` counts. */
export const hostPathVolumes: PodSecurityCheck = {
  id: 'hostPathVolumes',
  level: 'baseline',
  fields: ['spec.volumes[*].hostPath'],
  revisions: [{
    since: '1.0',
    check: ({ spec, path }) => entriesOf(spec.volumes)
      .filter(([, volume]) => isObject(volume.hostPath))
      .map(([index, volume]) => ({ path: `${path}.volumes[${index}].hostPath`, message: `${volumeLabel(volume, index)} is a path of the host` })),
  }],
};
