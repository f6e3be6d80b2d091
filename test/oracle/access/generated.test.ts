import * as fs from 'node:fs';
import { BOOTSTRAP, bootstrapSource } from '../../../scripts/rbac/write';
import { describeProof, requireTools } from '../../support/requirements';

describeProof('the roles and bindings that API servers make', requireTools(['go']), () => {
  test('are those of the pinned releases; if not, run `npm run bootstrap`', () => {
    expect(fs.readFileSync(BOOTSTRAP, 'utf8')).toBe(bootstrapSource());
  }, 3_600_000);
});
