import * as fs from 'node:fs';
import { TABLES, tablesSource } from '../../../scripts/schema/write';
import { describeProof, requireTools } from '../../support/requirements';

describeProof('the tables of fields', requireTools(['go']), () => {
  test('are those of the pinned releases; if not, run `npm run schema`', () => {
    expect(tablesSource()).toBe(fs.readFileSync(TABLES, 'utf8'));
  }, 300_000);
});
