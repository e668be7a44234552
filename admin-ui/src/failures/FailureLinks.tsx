import OpenIcon from '@mui/icons-material/OpenInNewOutlined';
import Button from '@mui/material/Button';
import { runbookLink } from './describe-failure.ts';

/** The ways out: what to do about it, what the code means, the same run in the Temporal UI. */
export function FailureLinks(props: { runbook: string | null; error_code: string; temporal_url: string | null }) {
  const links = [
    { label: 'Runbook', href: runbookLink(props.runbook) },
    { label: props.error_code, href: `/errors/${encodeURIComponent(props.error_code)}` },
    { label: 'Temporal UI', href: props.temporal_url },
  ];
  return links.map(({ label, href }) =>
    href === null ? null : (
      <Button key={label} href={href} target="_blank" rel="noreferrer" endIcon={<OpenIcon />}>
        {label}
      </Button>
    ),
  );
}
