import React, { useLayoutEffect, useState, type ReactNode } from 'react';
import { locationService, LocationServiceProvider } from '@grafana/runtime';
import { Router, type Navigator } from 'react-router-dom';

/** React Router on the history that Grafana's location service owns. */
export function LocationRouter({ children }: { readonly children: ReactNode }) {
  const history = locationService.getHistory();
  const [location, setLocation] = useState(history.location);
  useLayoutEffect(() => history.listen(setLocation), [history]);
  return (
    <LocationServiceProvider service={locationService}>
      <Router navigator={history as unknown as Navigator} location={location}>
        {children}
      </Router>
    </LocationServiceProvider>
  );
}
