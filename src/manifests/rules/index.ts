import type { AnyRule } from '../../engine/rule';
import { duplicateKeys } from './duplicate-keys';
import { embeddedManifest } from './embedded-manifest';
import { kustomizationBuild } from './kustomization-build';
import { overwrittenObject } from './overwritten-object';
import { overwrittenProtection } from './overwritten-protection';
import { schema } from './schema';

/** The rules of this practice, in the order of the documentation. */
export const manifestsRules: readonly AnyRule[] = [
  duplicateKeys,
  embeddedManifest,
  kustomizationBuild,
  overwrittenObject,
  overwrittenProtection,
  schema,
];
