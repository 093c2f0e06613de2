package io.flyball.connectors.camera;

import io.flyball.core.camera.Geometry;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/**
 * The header of an AEDAT 4 recording.
 *
 * @param compression 0 none, 1 and 2 LZ4, 3 and 4 Zstandard
 * @param dataTablePosition file offset at which packets end; −1 when there is no table
 * @param geometry the pixel array of the event stream
 */
record Aedat4Header(int compression, long dataTablePosition, Geometry geometry) {
  private static final Geometry ANY = new Geometry(32767, 32767);

  static Aedat4Header read(byte[] bytes, int from, int length) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, from + length).order(ByteOrder.LITTLE_ENDIAN);
    FlatTable root = FlatTable.at(buffer, from);
    return new Aedat4Header(root.i32(0, 0), root.i64(1, -1), geometryOf(root.text(2)));
  }

  /** The size of the first stream of events that the description names. */
  static Geometry geometryOf(String xml) {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      Element root =
          factory
              .newDocumentBuilder()
              .parse(new InputSource(new StringReader(xml)))
              .getDocumentElement();
      NodeList nodes = root.getElementsByTagName("node");
      for (int i = 0; i < nodes.getLength(); i++) {
        Element stream = (Element) nodes.item(i);
        if ("EVTS".equals(attribute(stream, "typeIdentifier"))) {
          NodeList inner = stream.getElementsByTagName("node");
          for (int k = 0; k < inner.getLength(); k++) {
            String x = attribute((Element) inner.item(k), "sizeX");
            String y = attribute((Element) inner.item(k), "sizeY");
            if (!x.isEmpty() && !y.isEmpty()) {
              return Geometry.parse(x + "x" + y);
            }
          }
        }
      }
    } catch (ParserConfigurationException
        | SAXException
        | IOException
        | IllegalArgumentException e) {
      // The description is not needed to read events; without it any coordinate is possible.
      return ANY;
    }
    return ANY;
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
