package org.tradingarena.cli;

import picocli.CommandLine.IVersionProvider;

/** The version that the build wrote into the jar. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        String version = Arena.class.getPackage().getImplementationVersion();
        return new String[] {"trading-arena " + (version == null ? "(from a checkout)" : version)};
    }
}
