/** Rows of the public directory, and of who is on duty behind its windows. */
export type Area = { code: string; kind: string; name: string; full_name: string; prefecture_name: string }
export type DirectoryImport = { id: string; source: string; attribution: string; summary: object }
export type ContactWindow = {
  id: string
  tenant_id: string | null
  name: string
  section: string
  role: string
  phone: string
  hours: object
}
export type WindowArea = { window_id: string; position: number; level: string; area_code: string }
export type Duty = {
  tenant_id: string
  id: string
  agency_id: string
  starts_at: string
  ends_at: string
  label: string
  phone: string
}
