import Box from '@mui/material/Box';
import List from '@mui/material/List';
import ListItem from '@mui/material/ListItem';
import ListItemButton from '@mui/material/ListItemButton';
import ListItemIcon from '@mui/material/ListItemIcon';
import ListItemText from '@mui/material/ListItemText';
import { visuallyHidden } from '@mui/utils';
import { useId } from 'react';
import { NavLink, useLocation } from 'react-router';
import { useWaitingCount } from '../approvals/useWaitingCount.ts';
import { useOpenWritesCount } from '../changes/useOpenWritesCount.ts';
import { navigation } from './navigation.ts';

/** The menu; the inbox carries the number of decisions that wait, the changes that of those whose outcome a person has to tell. */
export function NavigationList(props: { onNavigate?: () => void }) {
  const id = useId();
  const { pathname } = useLocation();
  const counts = new Map([
    ['/approvals', useWaitingCount()],
    ['/changes', useOpenWritesCount()],
  ]);
  return navigation.map(({ heading, screens }) => (
    <Box key={heading} sx={{ px: 1.25 }}>
      <Box
        component="p"
        id={`${id}${heading}`}
        sx={{ m: 0, px: 2, pt: 1, pb: 0.25, fontSize: '0.72rem', fontWeight: 600, color: 'text.secondary' }}
      >
        {heading}
      </Box>
      <List component="ul" aria-labelledby={`${id}${heading}`} disablePadding>
        {screens.map(({ to, label, Icon }) => {
          const count = counts.get(to) ?? null;
          return (
            <ListItem key={to} disablePadding sx={{ mb: 0.25 }}>
              <ListItemButton
                component={NavLink}
                // Where something waits for a person, the way leads to exactly that.
                to={to === '/changes' && count !== null ? '/changes?state=needs_human' : to}
                selected={pathname.startsWith(to)}
                onClick={props.onNavigate}
                sx={{
                  ...{ borderRadius: 2, minHeight: { xs: 44, md: 34 }, py: 0.25 },
                  '&.Mui-selected': { fontWeight: 650, color: 'primary.main' },
                }}
              >
                <ListItemIcon sx={{ minWidth: 38, color: 'inherit' }}>
                  <Icon fontSize="small" aria-hidden />
                </ListItemIcon>
                <ListItemText
                  primary={label}
                  slotProps={{ primary: { variant: 'body2', sx: { fontWeight: 'inherit' } } }}
                />
                {count === null ? null : <WaitingCount count={count} />}
              </ListItemButton>
            </ListItem>
          );
        })}
      </List>
    </Box>
  ));
}

function WaitingCount(props: { count: number }) {
  return (
    <Box
      component="span"
      sx={{
        minWidth: 24,
        px: 0.75,
        borderRadius: 9,
        textAlign: 'center',
        fontSize: '0.75rem',
        fontWeight: 650,
        lineHeight: '22px',
        bgcolor: 'primary.main',
        color: 'primary.contrastText',
      }}
    >
      {props.count > 99 ? '99+' : props.count}
      <Box component="span" sx={visuallyHidden}>
        {' waiting'}
      </Box>
    </Box>
  );
}
