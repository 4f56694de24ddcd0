package io.wotnotrelay.cli.plugin;

import java.util.List;
import java.util.stream.Collectors;

/** A project for Maven that does nothing but copy what it depends on. */
final class Pom {
    private static final String PROJECT = """
            <project xmlns="http://maven.apache.org/POM/4.0.0">
              <modelVersion>4.0.0</modelVersion>
              <groupId>com.example</groupId>
              <artifactId>plugins</artifactId>
              <version>1</version>
              <packaging>pom</packaging>
              <dependencyManagement>
                <dependencies>
                  <dependency>
                    <groupId>org.apache.camel</groupId>
                    <artifactId>camel-bom</artifactId>
                    <version>%s</version>
                    <type>pom</type>
                    <scope>import</scope>
                  </dependency>
                </dependencies>
              </dependencyManagement>
              <dependencies>
            %s  </dependencies>
              <build>
                <plugins>
                  <plugin>
                    <groupId>org.apache.maven.plugins</groupId>
                    <artifactId>maven-dependency-plugin</artifactId>
                    <version>3.8.1</version>
                    <executions>
                      <execution>
                        <phase>package</phase>
                        <goals>
                          <goal>copy-dependencies</goal>
                        </goals>
                        <configuration>
                          <includeScope>runtime</includeScope>
                          <outputDirectory>jars</outputDirectory>
                        </configuration>
                      </execution>
                    </executions>
                  </plugin>
                </plugins>
              </build>
            </project>
            """;
    private static final String DEPENDENCY = """
                <dependency>
                  <groupId>%s</groupId>
                  <artifactId>%s</artifactId>
                  <version>%s</version>
                </dependency>
            """;

    private Pom() {}

    /** The names have no signs that XML would mind: see {@link Component}. */
    static String of(List<Component> wanted) {
        return PROJECT.formatted(
                Component.camel(),
                wanted.stream()
                        .map(one -> DEPENDENCY.formatted(one.group(), one.artifact(), one.version()))
                        .collect(Collectors.joining()));
    }
}
