package io.flyball.connectors.camera;

import io.flyball.core.camera.Geometry;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * The header of an AEDAT 4 recording.
 *
 * @param compression 0 none, 1 and 2 LZ4, 3 and 4 Zstandard
 * @param dataTablePosition file offset at which packets end; −1 when there is no table
 * @param streams the event streams that the description names
 */
record Aedat4Header(int compression, long dataTablePosition, List<Stream> streams) {
  static final Geometry ANY = new Geometry(32767, 32767);

  /**
   * One stream of events.
   *
   * @param id as packets carry it
   * @param name of the camera or module, or the empty string
   */
  record Stream(int id, String name, Geometry geometry) {
    @Override
    public String toString() {
      return id + (name.isEmpty() ? "" : " " + name) + (geometry.known() ? " " + geometry : "");
    }
  }

  static Aedat4Header read(byte[] bytes, int from, int length) {
    // A copy, because texts are read from the array whatever the buffer's limit is.
    byte[] header = Arrays.copyOfRange(bytes, from, from + length);
    ByteBuffer buffer = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN);
    FlatTable root = FlatTable.at(buffer, 0);
    return new Aedat4Header(root.i32(0, 0), root.i64(1, -1), streamsOf(root.text(2)));
  }

  /** The array of a stream, or one in which any coordinate is possible. */
  Geometry geometry(int id) {
    return streams.stream().filter(s -> s.id() == id).map(Stream::geometry).findFirst().orElse(ANY);
  }

  /**
   * The id of a stream told by its number or by a part of its name.
   *
   * @throws IllegalArgumentException which names the streams there are
   */
  int stream(String told) {
    for (Stream s : streams) {
      if (String.valueOf(s.id()).equals(told)) {
        return s.id();
      }
    }
    for (Stream s : streams) {
      if (!told.isEmpty() && s.name().contains(told)) {
        return s.id();
      }
    }
    if (streams.isEmpty() && told.matches("[0-9]{1,9}")) {
      return Integer.parseInt(told);
    }
    throw new IllegalArgumentException(
        "There is no stream of events '"
            + told
            + "'; there are: "
            + streams.stream().map(Stream::toString).collect(Collectors.joining(", "))
            + ".");
  }

  /** The streams of events that the description names. */
  static List<Stream> streamsOf(String xml) {
    List<Stream> streams = new ArrayList<>();
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      DocumentBuilder builder = factory.newDocumentBuilder();
      // The default handler prints.
      builder.setErrorHandler(new DefaultHandler());
      Element root = builder.parse(new InputSource(new StringReader(xml))).getDocumentElement();
      NodeList nodes = root.getElementsByTagName("node");
      for (int i = 0; i < nodes.getLength(); i++) {
        Element node = (Element) nodes.item(i);
        if ("EVTS".equals(attribute(node, "typeIdentifier"))
            && node.getAttribute("name").matches("[0-9]{1,9}")) {
          streams.add(stream(node));
        }
      }
    } catch (ParserConfigurationException | SAXException | IOException e) {
      // The description is not needed to read events; without it any coordinate is possible.
      return List.of();
    }
    return List.copyOf(streams);
  }

  private static Stream stream(Element node) {
    String name =
        String.join(
                " ",
                attribute(node, "originalModuleName"),
                attribute(node, "originalOutputName"),
                inner(node, "source"))
            .strip()
            .replaceAll("\\s+", " ");
    Geometry geometry = ANY;
    try {
      geometry = Geometry.parse(inner(node, "sizeX") + "x" + inner(node, "sizeY"));
    } catch (IllegalArgumentException e) {
      // Not said, or no size: any coordinate is possible.
    }
    return new Stream(Integer.parseInt(node.getAttribute("name")), name, geometry);
  }

  /** An attribute of one of the nodes inside another. */
  private static String inner(Element node, String key) {
    NodeList inner = node.getElementsByTagName("node");
    for (int k = 0; k < inner.getLength(); k++) {
      String value = attribute((Element) inner.item(k), key);
      if (!value.isEmpty()) {
        return value;
      }
    }
    return "";
  }

  private static String attribute(Element node, String key) {
    for (Node n = node.getFirstChild(); n != null; n = n.getNextSibling()) {
      if (n instanceof Element e
          && "attr".equals(e.getTagName())
          && key.equals(e.getAttribute("key"))) {
        return e.getTextContent().strip();
      }
    }
    return "";
  }
}
