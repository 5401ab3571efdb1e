import React from 'react';
import { PortalContainer } from '@grafana/ui';
import { Navigate, Route, Routes } from 'react-router-dom';
import { Header } from './chrome/Header';
import { ThemeRoot } from './chrome/theme';
import { AppPage } from './pages/AppPage';
import { DataSourcePage } from './pages/DataSourcePage';
import { ExplorePage } from './pages/ExplorePage';
import { LocationRouter } from './router';

/** The whole preview in the browser. */
export function Host() {
  return (
    <ThemeRoot>
      <LocationRouter>
        <Header />
        <Routes>
          <Route path="/a/:id/*" element={<AppPage />} />
          <Route path="/explore" element={<ExplorePage />} />
          <Route path="/connections/datasources/edit/:uid" element={<DataSourcePage />} />
          <Route path="*" element={<Navigate to="/a/habitus-ueba-app/triage" replace />} />
        </Routes>
      </LocationRouter>
      <PortalContainer />
    </ThemeRoot>
  );
}
