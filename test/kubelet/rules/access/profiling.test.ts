import { findings } from '../../../support/findings';
import { kubelet, rule } from '../../support';

const FILE = 'KubeletConfiguration (unnamed)';
const OFF = { enableProfilingHandler: false, enableDebugFlagsHandler: false };

test.each([
  [OFF, []],
  [{ enableDebuggingHandlers: false }, []],
  [{ enableServer: false }, []],
  [
    {},
    [
      `${FILE} enableDebugFlagsHandler: enableDebugFlagsHandler is not set, and true by default`,
      `${FILE} enableProfilingHandler: enableProfilingHandler is not set, and true by default`,
    ],
  ],
  [
    { ...OFF, enableContentionProfiling: true, enableProfilingHandler: true },
    [
      `${FILE} enableContentionProfiling: enableContentionProfiling is true`,
      `${FILE} enableProfilingHandler: enableProfilingHandler is true`,
    ],
  ],
  [
    { ...OFF, enableDebugFlagsHandler: 'false' },
    [
      `? ${FILE} enableDebugFlagsHandler: enableDebugFlagsHandler is not known: it is a string where a boolean `
        + `belongs, so the kubelet does `
        + 'not start',
    ],
  ],
])('%j', (fields, expected) => {
  expect(findings(rule('profiling'), [kubelet(fields)])).toEqual(expected);
});
