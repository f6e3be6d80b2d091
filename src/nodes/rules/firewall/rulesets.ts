import { hostFiles } from '../../../engine/subjects';

/** The rulesets of nftables among the files of nodes. */
export const rulesets = hostFiles({ name: 'nftables rulesets', path: /(?:\.nft|(?:^|\/)nftables\.conf)$/ });
