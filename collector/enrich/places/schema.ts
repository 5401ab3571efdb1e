import { z } from 'zod';
import { networks } from '../../receive/loopback';

const path = z.string().min(1);

/** `geo`: MaxMind databases that the operator has. */
export const geoSchema = z
  .strictObject({ city: path.optional(), asn: path.optional() })
  .refine(({ city, asn }) => city !== undefined || asn !== undefined, 'city, asn or both');

const network = z
  .strictObject({
    name: z.string().min(1).max(100),
    kind: z.enum(['office', 'vpn']).optional(),
    cidr: z
      .array(z.string())
      .min(1)
      .refine((list) => list.every((one) => networks([one]) !== undefined), 'networks as 10.0.0.0/8')
      .optional(),
    /** One network a line; read again when it changes. */
    file: path.optional(),
    country: z
      .string()
      .regex(/^[A-Z]{2}$/, 'a country as AT')
      .optional(),
    city: z.string().min(1).optional(),
  })
  .refine(({ cidr, file }) => cidr !== undefined || file !== undefined, 'cidr, file or both')
  .refine(({ country, city }) => country !== undefined || city === undefined, 'a country where there is a city');

/** `networks`: those that the operator has names for. */
export const networksSchema = z.array(network);

export type GeoConfig = z.output<typeof geoSchema>;
export type NetworkConfig = z.output<typeof network>;
