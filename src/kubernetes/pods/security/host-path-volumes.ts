import { asArray, isObject } from '../../../text/json';
import { collect, NONE } from '../../objects/collect';
import type { PodSecurityCheck } from './check';
import { volumeLabel } from './read';

/** No volume may be a directory of the host. An empty `hostPath` counts. */
export const hostPathVolumes: PodSecurityCheck = {
  id: 'hostPathVolumes',
  level: 'baseline',
  fields: ['spec.volumes[*].hostPath'],
  revisions: [
    {
      since: '1.0',
      check: ({ spec, path }) =>
        collect(asArray(spec.volumes), (volume, index) => {
          if (!isObject(volume) || !isObject(volume.hostPath)) return NONE;
          return [{ path: `${path}.volumes[${index}].hostPath`, message: `${volumeLabel(volume, index)} is a path of the host` }];
        }),
    },
  ],
};
