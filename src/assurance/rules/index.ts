import type { AnyRule } from '../../engine/rule';
import { waiverExpired } from './waiver-expired';
import { waiverIncomplete } from './waiver-incomplete';
import { waiverOverBroad } from './waiver-over-broad';
import { waiverUnused } from './waiver-unused';

/** The rules of this practice, in the order of the documentation. */
export const assuranceRules: readonly AnyRule[] = [waiverIncomplete, waiverExpired, waiverOverBroad, waiverUnused];
