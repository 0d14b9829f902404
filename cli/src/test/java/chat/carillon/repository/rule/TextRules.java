package chat.carillon.repository.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What must not stand in any file.
public final class TextRules {
    private static final Pattern LEFT_OPEN = Pattern.compile("\\b(TO" + "DO|FIX" + "ME|X" + "XX)\\b|\\bFIG" + "URE:");

    /// Absolute paths that exist on the machine of whoever wrote them.
    private static final Pattern MACHINE_PATH = Pattern.compile("(?<![\\w./-])/(work|ro" + "ot|tmp/wt|tmp/plan)/");

    private static final Pattern HOST = Pattern.compile("https?://([\\w.-]+)");

    /// Hosts that build files may name: those of XML namespaces.
    private static final Set<String> KNOWN_HOSTS = Set.of("maven.apache.org", "www.w3.org");

    private static final Pattern BUILD_FILE = Pattern.compile("(.*/)?(pom\\.xml|package(-lock)?\\.json|\\.npmrc"
            + "|Dockerfile|Makefile|carillon|run|.*\\.(sh|config|properties))");

    private TextRules() {}

    /// Work that was left open: it goes into an issue, not into a comment.
    public static List<Finding> leftOpen(SourceFile file) {
        return file.findAll(LEFT_OPEN, "left open: finish it, or file an issue");
    }

    public static List<Finding> machinePaths(SourceFile file) {
        return file.findAll(MACHINE_PATH, "a path of somebody's machine");
    }

    /// Where dependencies come from is the business of the machine that builds, not of the
    /// repository.
    public static List<Finding> registryHosts(SourceFile file) {
        var findings = new ArrayList<Finding>();
        if (!BUILD_FILE.matcher(file.path()).matches()) {
            return findings;
        }
        int number = 0;
        boolean lock = file.path().endsWith("package-lock.json");
        for (String line : file.lines()) {
            number++;
            // A lock file also tells where its packages' authors take money.
            if (lock && !line.contains("\"resolved\"")) {
                continue;
            }
            Matcher host = HOST.matcher(line);
            while (host.find()) {
                if (!KNOWN_HOSTS.contains(host.group(1))) {
                    findings.add(new Finding(file.path(), number, "names the host " + host.group(1)));
                }
            }
        }
        return findings;
    }
}
