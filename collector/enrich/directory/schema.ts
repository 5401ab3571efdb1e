import { z } from 'zod';

/** `directory`: who has which names. */
export const directorySchema = z
  .strictObject({
    /** CSV, JSON or YAML; read again when it changes. */
    file: z
      .string()
      .regex(/\.(?:csv|json|ya?ml)$/i, 'a file .csv, .json or .yaml')
      .optional(),
    /** Domains of our own: `DOMAIN\user` and `user@domain` of them are `user`. */
    domains: z.array(z.string().min(1)).default([]),
  })
  .refine(({ file, domains }) => file !== undefined || domains.length > 0, 'file, domains or both');

export type DirectoryConfig = z.output<typeof directorySchema>;
