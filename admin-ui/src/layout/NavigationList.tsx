import Badge from '@mui/material/Badge';
import List from '@mui/material/List';
import ListItem from '@mui/material/ListItem';
import ListItemButton from '@mui/material/ListItemButton';
import ListItemIcon from '@mui/material/ListItemIcon';
import ListItemText from '@mui/material/ListItemText';
import { NavLink, useLocation } from 'react-router';
import { useWaitingCount } from '../approvals/useWaitingCount.ts';
import { navigation } from './navigation.ts';

/** The menu; the inbox carries the number of decisions that wait. */
export function NavigationList(props: { onNavigate?: () => void }) {
  const { pathname } = useLocation();
  const waiting = useWaitingCount();
  return (
    <List component="ul" sx={{ px: 1.25 }}>
      {navigation.map(({ to, label, Icon }) => {
        const count = to === '/approvals' ? waiting : null;
        return (
          <ListItem key={to} disablePadding sx={{ mb: 0.5 }}>
            <ListItemButton
              component={NavLink}
              to={to}
              selected={pathname.startsWith(to)}
              onClick={props.onNavigate}
              aria-label={count === null ? label : `${label}, ${count} waiting`}
              sx={{ borderRadius: 2, minHeight: 42, '&.Mui-selected': { fontWeight: 650, color: 'primary.main' } }}
            >
              <ListItemIcon sx={{ minWidth: 38, color: 'inherit' }}>
                <Badge badgeContent={count} color="primary" max={99}>
                  <Icon fontSize="small" />
                </Badge>
              </ListItemIcon>
              <ListItemText
                primary={label}
                slotProps={{ primary: { variant: 'body2', sx: { fontWeight: 'inherit' } } }}
              />
            </ListItemButton>
          </ListItem>
        );
      })}
    </List>
  );
}
