import * as fs from 'node:fs';
import * as path from 'node:path';
import { FLAGS, flagFiles } from '../../../scripts/flags/write';
import { describeProof, requireTools } from '../../support/requirements';

describeProof('the tables of flags, feature gates, admission plugins and cipher suites', requireTools(['go']), () => {
  test('are what the components of the pinned releases register; if not, run `npm run flags`', () => {
    const files = flagFiles();
    const written = fs.readdirSync(FLAGS).filter((name) => name.endsWith('.json'));
    expect(written.sort()).toEqual([...files.keys()].sort());
    for (const name of written) expect([name, fs.readFileSync(path.join(FLAGS, name), 'utf8')]).toEqual([name, files.get(name)]);
  }, 3_600_000);
});
