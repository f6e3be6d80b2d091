import { integerOption, type OptionValues } from '../../engine/options';
import { WIDEST } from '../address-space';

/** How wide the range of a bastion or VPN may be: for rules that tell those from the internet. */
export const widestOptions = {
  widestIpv4: integerOption('The shortest prefix of an IPv4 range that can be a bastion or VPN.', WIDEST[4]!, { maximum: 32 }),
  widestIpv6: integerOption('The shortest prefix of a public IPv6 range that can be a bastion or VPN.', WIDEST[6]!, { maximum: 128 }),
};

/** By family. */
export function widestOf({ widestIpv4, widestIpv6 }: OptionValues<typeof widestOptions>): Readonly<Record<number, number>> {
  return { 4: widestIpv4, 6: widestIpv6 };
}
